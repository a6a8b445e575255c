/**
 * What a term is made of, as a set of signed atoms: `'+log p(x|z)' | '-kl'`.
 *
 * A set in the types, so that order does not matter. What leaves the known sets (an atom twice, a weight that is not proved
 * to be at least 1) becomes `'~'`, about which nothing is proved. Every rule has its run-time check below it.
 */

/** Nothing is proved of it. */
export type Unproved = '~'

/** The atoms of a term about which nothing is proved. */
export const unproved: readonly [Unproved] = ['~']

/** Whether two sets are equal. */
export type EqualAtoms<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false

/** The run-time version of `EqualAtoms`. */
export const equalAtoms = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((atom) => b.includes(atom))

/** Whether a set has one atom. */
export type IsOne<A extends string, Whole = A> = A extends unknown ? EqualAtoms<A, Whole> : never

// -----------------------------------------------------------------------------
// joining
// -----------------------------------------------------------------------------

/** The atoms of both; unproved when one stands in both. */
export type Joined<A extends string, B extends string> = [Extract<A, B>] extends [never] ? A | B : Unproved

export const joined = (a: readonly string[], b: readonly string[]): readonly string[] =>
  a.some((atom) => b.includes(atom)) ? unproved : [...a, ...b]

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
  return atom !== undefined && others.length === 0 && isKl(atom) && !atom.endsWith(ONCE) ? [`${atom}${ONCE}`] : unproved
}

/** A KL with a literal weight of 1 or more is still known to be one; any other weight but 1, a schedule too, is not. */
export type Scaled<A extends string, Weight> =
  EqualAtoms<Weight, 1> extends true
    ? A
    : [Weight] extends [number]
      ? AtLeastOne<Weight> extends true
        ? AtLeastOnce<A>
        : Unproved
      : Unproved

export const scaled = (a: readonly string[], weight: number): readonly string[] =>
  weight === 1 ? a : weight > 1 ? atLeastOnce(a) : unproved

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

/** Literals that are not all from 0 to 1; `never` where a number is not known. */
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

/** A sum over the batch is not in nats per example, so nothing proved about the term carries over to it. */
export type Summed<A extends string, Axis extends string> = [Extract<Averaged, Axis>] extends [never]
  ? Axis extends 'latent' | 'groups'
    ? Whole<A>
    : A
  : Unproved

export const summed = (a: readonly string[], axis: string): readonly string[] =>
  AVERAGED.some((each) => each === axis)
    ? unproved
    : axis === 'latent' || axis === 'groups'
      ? a.map((atom) => atom.replace('kl per dimension', 'kl'))
      : a

// -----------------------------------------------------------------------------
// names
// -----------------------------------------------------------------------------

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
