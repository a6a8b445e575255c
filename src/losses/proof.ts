/**
 * What a term is made of, as a set of signed atoms: `'+log p(x|z)' | '-kl'`.
 *
 * A set in the types, so that order does not matter; a guarantee is proved by being one of a few sets. What leaves the
 * known sets (an atom twice, a weight that is not proved to be at least 1) becomes `'~'`, of which nothing is proved.
 * Every rule has its run-time check below it.
 */

import type { Support } from '../distributions/support.js'

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

/** The KL divergence of all latents, of each dimension, or of one latent. */
type KlAtom = '+kl' | '+kl per dimension' | `+kl of ${string}`

/** The atom of a KL divergence that can only have become larger; nothing is proved of any other, or of several. */
type AtLeastOnce<A extends string> = true extends IsNever<A> | Several<A>
  ? Unproved
  : [A] extends [`${string}, at least once`]
    ? Unproved
    : [A] extends [KlAtom]
      ? `${A}, at least once`
      : Unproved

type Several<A extends string> = false extends IsOne<A> ? true : false

const ONCE = ', at least once'

const isKl = (atom: string): boolean => /^\+kl( per dimension| of .+)?(, at least once)?$/.test(atom)

const atLeastOnce = (a: readonly string[]): readonly string[] => {
  const [atom, ...others] = a
  return atom !== undefined && others.length === 0 && isKl(atom) && !atom.endsWith(ONCE)
    ? [`${atom}${ONCE}`]
    : [UNPROVED]
}

/** A KL with a literal weight of 1 or more is still known to be one; any other weight but 1, a schedule too, is not. */
export type Scaled<A extends string, Weight> =
  Equal<Weight, 1> extends true
    ? A
    : [Weight] extends [number]
      ? AtLeastOne<Weight> extends true
        ? AtLeastOnce<A>
        : Unproved
      : Unproved

export const scaled = (a: readonly string[], weight: number): readonly string[] =>
  weight === 1 ? a : weight > 1 ? atLeastOnce(a) : [UNPROVED]

/** A KL that can only have become larger is one, at least once. */
export type Raised<A extends string> = true extends IsNever<A> | Several<A>
  ? Unproved
  : [A] extends [`${KlAtom}, at least once`]
    ? A
    : AtLeastOnce<A>

export const raised = (a: readonly string[]): readonly string[] =>
  a.length === 1 && a[0]?.endsWith(ONCE) && isKl(a[0]) ? a : atLeastOnce(a)

/** Whether a number is a literal from 0 to 1; of several literals, whether all are. */
export type InUnitInterval<Given extends number> = true extends IsNever<Given> | IsWide<Given>
  ? false
  : [Exclude<`${Given}`, '0' | '1' | `0.${string}` | `${string}e-${string}`>] extends [never]
    ? NotNegative<Given>
    : false

/** Literals of which not all are from 0 to 1; none of a number that is not known. */
export type OutsideUnit<Given extends number> =
  IsWide<Given> extends true ? never : InUnitInterval<Given> extends true ? never : Given

/** Whether a number is a literal of 0 or more; of several literals, whether all are. */
export type NotNegative<Given extends number> = true extends IsNever<Given> | IsWide<Given>
  ? false
  : [Extract<`${Given}`, `-${string}`>] extends [never]
    ? true
    : false

// -----------------------------------------------------------------------------
// sums
// -----------------------------------------------------------------------------

/** The axes over which a bound is averaged, and never summed. */
type Averaged = 'batch' | 'outer' | 'inner'

const AVERAGED: readonly Averaged[] = ['batch', 'outer', 'inner']

/** The sum of the KLs of independent dimensions, or of groups of them, is the KL. */
type Whole<A extends string> = A extends `${infer Before}kl per dimension${infer After}` ? `${Before}kl${After}` : A

/** A sum over the batch is no longer nats per example, so what was proved of those is not proved of it. */
export type Summed<A extends string, Axis extends string> = [Extract<Averaged, Axis>] extends [never]
  ? Axis extends 'latent' | 'groups'
    ? Whole<A>
    : A
  : Unproved

export const summed = (a: readonly string[], axis: string): readonly string[] =>
  AVERAGED.some((each) => each === axis)
    ? [UNPROVED]
    : axis === 'latent' || axis === 'groups'
      ? a.map((atom) => atom.replace('kl per dimension', 'kl'))
      : a

// -----------------------------------------------------------------------------
// guarantees
// -----------------------------------------------------------------------------

/** `log p(x|z) + log p(z) - log q(z|x)` and nothing else. */
export type LogWeight = '+log p(x|z)' | '+log p(z)' | '-log q(z|x)'

const LOG_WEIGHT: readonly LogWeight[] = ['+log p(x|z)', '+log p(z)', '-log q(z|x)']

export type IsLogWeight<A extends string> = Equal<A, LogWeight>

export const isLogWeight = (a: readonly string[]): boolean => equal(a, LOG_WEIGHT)

/** A log-weight whose gradient by the parameters of q goes through the samples alone. */
export type LogWeightPathOnly = '+log p(x|z)' | '+log p(z)' | '-log q(z|x), path only'

const LOG_WEIGHT_PATH_ONLY: readonly LogWeightPathOnly[] = ['+log p(x|z)', '+log p(z)', '-log q(z|x), path only']

type IsSampleAxis<Axis extends string> = true extends
  | Equal<Axis, 'samples'>
  | Equal<Axis, 'outer'>
  | Equal<Axis, 'inner'>
  ? true
  : false

/** The atoms of the logarithm of a mean of exponentials: only that of a log-weight over samples is a known one. */
export type LogMeanExponential<A extends string, Axis extends string> =
  IsLogWeight<A> extends true ? (IsSampleAxis<Axis> extends true ? '+iwae' : Unproved) : Unproved

export const logMeanExponential = (a: readonly string[], axis: string): readonly string[] =>
  isLogWeight(a) && ['samples', 'outer', 'inner'].includes(axis) ? ['+iwae'] : [UNPROVED]

/** A bound of what one part of a model observes, if it is a bound; nothing is proved of anything else of a part. */
export type Within<Part extends string, A extends string> = IsBound<A> extends true ? `+bound of ${Part}` : Unproved

export const within = (part: string, a: readonly string[]): readonly string[] =>
  isBound(a) ? [`+bound of ${part}`] : [UNPROVED]

/** The part of whose bound a term is made, or `never`. */
type PartIn<A extends string> = [A] extends [`+bound of ${infer Part}`] ? Part : never

const partIn = (a: readonly string[]): string | null =>
  isBound(a) && a[0]?.startsWith(OF_PART) ? a[0].slice(OF_PART.length) : null

const OF_PART = '+bound of '

/** Bounds of two parts, of which a model must say whether the one is shown a field and the other not. */
export type OfParts<
  Field extends string,
  Seen extends string,
  Unseen extends string,
> = `+bounds of ${Seen} where ${Field} is observed, else of ${Unseen}`

export const ofParts = (field: string, seen: string, unseen: string): string =>
  `+bounds of ${seen} where ${field} is observed, else of ${unseen}`

/** A bound of what is there, example by example, where both are. */
export type WhereObserved<Field extends string, Seen extends string, Unseen extends string> =
  IsBound<Seen> extends true
    ? IsBound<Unseen> extends true
      ? [PartIn<Seen>, PartIn<Unseen>] extends [never, never]
        ? '+bound where observed'
        : [PartIn<Seen>] extends [never]
          ? Unproved
          : [PartIn<Unseen>] extends [never]
            ? Unproved
            : OfParts<Field, PartIn<Seen>, PartIn<Unseen>>
      : Unproved
    : Unproved

export const whereObserved = (field: string, seen: readonly string[], unseen: readonly string[]): readonly string[] => {
  if (!isBound(seen) || !isBound(unseen)) return [UNPROVED]
  const [one, other] = [partIn(seen), partIn(unseen)]
  return one === null && other === null
    ? ['+bound where observed']
    : [one === null || other === null ? UNPROVED : ofParts(field, one, other)]
}

/**
 * Whether a term bounds log p(x) from below, by how it was built.
 *
 * Sources: SGVB-A and SGVB-B: Kingma and Welling, arXiv:1312.6114, equations 6 and 7. A weight of at least 1 on the KL,
 * which is never negative, only lowers a bound: Higgins et al., "beta-VAE", ICLR 2017; so does a floor under it: Kingma
 * et al., arXiv:1606.04934, appendix C.8. IWAE: Burda, Grosse and Salakhutdinov, arXiv:1509.00519, theorem 1, and means
 * of it: Rainforth et al., arXiv:1802.04537. Rényi: Li and Turner, arXiv:1602.02311, theorems 1 and 2.
 */
export type IsBound<A extends string> = true extends
  | Equal<A, LogWeight>
  | Equal<A, LogWeightPathOnly>
  | Equal<A, '+log p(x|z)' | '-kl'>
  | Equal<A, '+log p(x|z)' | '-kl, at least once'>
  | Equal<A, '+iwae'>
  | Equal<A, '+ciwae'>
  | Equal<A, '+renyi'>
  | Equal<A, '+bound where observed'>
  | IsOfPart<A>
  ? true
  : false

type IsOfPart<A extends string> = [A] extends [never]
  ? false
  : [A] extends [`+bound of ${string}`]
    ? false extends IsOne<A>
      ? false
      : true
    : false

/** The run-time version of `IsBound`. */
export const isBound = (a: readonly string[]): boolean =>
  (a.length === 1 && a[0]?.startsWith(OF_PART) === true) ||
  [
    LOG_WEIGHT,
    LOG_WEIGHT_PATH_ONLY,
    ['+log p(x|z)', '-kl'],
    ['+log p(x|z)', '-kl, at least once'],
    ['+iwae'],
    ['+ciwae'],
    ['+renyi'],
    ['+bound where observed'],
  ].some((proved) => equal(a, proved))

/** What is known of an objective: a `'bound'` is proved to bound log p(x) from below, an `'objective'` is not. */
export type Guarantee = 'bound' | 'objective'

/** Which of both a term is, by its atoms. */
export type GuaranteeOf<A extends string> = IsBound<A> extends true ? 'bound' : 'objective'

/** Which of both a term is. The run-time version of `GuaranteeOf`. */
export const guaranteeOf = ({ content }: { readonly content: readonly string[] }): Guarantee =>
  isBound(content) ? 'bound' : 'objective'

type IsOne<A extends string, Whole = A> = A extends unknown ? Equal<A, Whole> : never

/** The name of a term in messages: its own for a single atom. */
export type NameOf<A extends string> =
  false extends IsOne<A>
    ? 'this term'
    : [A] extends [`+${infer Atom}`]
      ? Atom extends `user ${infer Name}`
        ? Name
        : Atom extends `${infer Name}, at least once`
          ? Name
          : Atom
      : 'this term'

export const nameOf = (a: readonly string[]): string =>
  a.length === 1 && a[0]?.startsWith('+user ')
    ? a[0].slice('+user '.length)
    : a.length === 1 && a[0]?.startsWith('+')
      ? a[0].slice(1).replace(/, at least once$/, '')
      : 'this term'

/**
 * Which of both a term is on data of some supports, one of each field: relaxed pixels stand for probabilities and are not
 * data themselves, so that they have no log p(x) to bound.
 */
export const guaranteeOn =
  (supports: readonly Support[]) =>
  (guarantee: Guarantee): Guarantee =>
    supports.includes('relaxed') ? 'objective' : guarantee
