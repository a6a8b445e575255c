/**
 * What a term is made of, as a set of signed atoms: `'+log p(x|z)' | '-kl'`.
 *
 * A set in the types, so that order does not matter; a guarantee is proved by being one of a few sets. What leaves the
 * known sets (an atom twice, a weight that is not proved to be at least 1) becomes `'~'`, of which nothing is proved.
 * Every rule has its run-time twin below it.
 */

/** Nothing is proved of it. */
export type Unproved = '~'

const UNPROVED: Unproved = '~'

/** The atoms of a term of which nothing is proved. */
export const unproved: readonly string[] = [UNPROVED]

type Equal<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false

const equal = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((atom) => b.includes(atom))

// -----------------------------------------------------------------------------
// joining
// -----------------------------------------------------------------------------

/** The atoms of both; unproved when one stands in both. */
export type Joined<A extends string, B extends string> = [Extract<A, B>] extends [never] ? A | B : Unproved

export const joined = (a: readonly string[], b: readonly string[]): readonly string[] =>
  a.some((atom) => b.includes(atom)) ? [UNPROVED] : [...a, ...b]

/** The atoms with their signs changed. */
export type Flipped<A extends string> = A extends `+${infer Atom}`
  ? `-${Atom}`
  : A extends `-${infer Atom}`
    ? `+${Atom}`
    : A

export const flipped = (a: readonly string[]): readonly string[] =>
  a.map((atom) => (atom.startsWith('+') ? `-${atom.slice(1)}` : atom.startsWith('-') ? `+${atom.slice(1)}` : atom))

// -----------------------------------------------------------------------------
// weights
// -----------------------------------------------------------------------------

type IsNever<Given> = [Given] extends [never] ? true : false
type IsWide<Weight> = number extends Weight ? true : false

/** Whether a weight is a literal that is 1 or more; of several literals, whether all are. */
export type AtLeastOne<Weight extends number> = true extends IsNever<Weight> | IsWide<Weight>
  ? false
  : [Extract<`${Weight}`, `-${string}` | `0${string}` | `${string}e-${string}`>] extends [never]
    ? true
    : false

/** A KL with a literal weight of 1 or more is still known to be one; any other weight but 1, a schedule too, is not. */
export type Scaled<A extends string, Weight> =
  Equal<Weight, 1> extends true
    ? A
    : [Weight] extends [number]
      ? Equal<A, '+kl'> extends true
        ? AtLeastOne<Weight> extends true
          ? '+kl, at least once'
          : Unproved
        : Unproved
      : Unproved

export const scaled = (a: readonly string[], weight: number): readonly string[] =>
  weight === 1 ? a : equal(a, ['+kl']) && weight > 1 ? ['+kl, at least once'] : [UNPROVED]

// -----------------------------------------------------------------------------
// sums
// -----------------------------------------------------------------------------

/** A sum over the batch is no longer nats per example, so what was proved of those is not proved of it. */
export type Summed<A extends string, Axis extends string> = 'batch' extends Axis ? Unproved : A

export const summed = (a: readonly string[], axis: string): readonly string[] => (axis === 'batch' ? [UNPROVED] : a)

// -----------------------------------------------------------------------------
// guarantees
// -----------------------------------------------------------------------------

/** `log p(x|z) + log p(z) - log q(z|x)` and nothing else. */
export type LogWeight = '+log p(x|z)' | '+log p(z)' | '-log q(z|x)'

const LOG_WEIGHT: readonly LogWeight[] = ['+log p(x|z)', '+log p(z)', '-log q(z|x)']

export type IsLogWeight<A extends string> = Equal<A, LogWeight>

export const isLogWeight = (a: readonly string[]): boolean => equal(a, LOG_WEIGHT)

/** The atoms of the logarithm of a mean of exponentials: only that of a log-weight over samples is a known one. */
export type LogMeanExponential<A extends string, Axis extends string> =
  IsLogWeight<A> extends true ? (Equal<Axis, 'samples'> extends true ? '+iwae' : Unproved) : Unproved

export const logMeanExponential = (a: readonly string[], axis: string): readonly string[] =>
  isLogWeight(a) && axis === 'samples' ? ['+iwae'] : [UNPROVED]

/**
 * Whether a term bounds log p(x) from below, by how it was built.
 *
 * Sources: SGVB-A and SGVB-B: Kingma and Welling, arXiv:1312.6114, equations 6 and 7. A weight of at least 1 on the KL,
 * which is never negative, only lowers a bound: Higgins et al., "beta-VAE", ICLR 2017. IWAE: Burda, Grosse and
 * Salakhutdinov, arXiv:1509.00519, theorem 1.
 */
export type IsBound<A extends string> = true extends
  | Equal<A, LogWeight>
  | Equal<A, '+log p(x|z)' | '-kl'>
  | Equal<A, '+log p(x|z)' | '-kl, at least once'>
  | Equal<A, '+iwae'>
  ? true
  : false

/** The run-time twin of `IsBound`. */
export const isBound = (a: readonly string[]): boolean =>
  [LOG_WEIGHT, ['+log p(x|z)', '-kl'], ['+log p(x|z)', '-kl, at least once'], ['+iwae']].some((proved) =>
    equal(a, proved),
  )

/** What is known of an objective: a `'bound'` is proved to bound log p(x) from below, an `'objective'` is not. */
export type Guarantee = 'bound' | 'objective'

/** Which of both a term is, by its atoms. */
export type GuaranteeOf<A extends string> = IsBound<A> extends true ? 'bound' : 'objective'

/** Which of both a term is. The run-time twin of `GuaranteeOf`. */
export const guaranteeOf = ({ content }: { readonly content: readonly string[] }): Guarantee =>
  isBound(content) ? 'bound' : 'objective'

type IsOne<A extends string, Whole = A> = A extends unknown ? Equal<A, Whole> : never

/** The name of a term in messages: its own for a single atom. */
export type NameOf<A extends string> = [A] extends ['+kl, at least once']
  ? 'kl'
  : false extends IsOne<A>
    ? 'this term'
    : [A] extends [`+${infer Atom}`]
      ? Atom extends `user ${infer Name}`
        ? Name
        : Atom
      : 'this term'

export const nameOf = (a: readonly string[]): string =>
  equal(a, ['+kl, at least once'])
    ? 'kl'
    : a.length === 1 && a[0]?.startsWith('+')
      ? a[0].slice(1).replace(/^user /, '')
      : 'this term'
