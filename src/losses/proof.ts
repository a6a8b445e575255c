/**
 * What is proved of a term, by the signed atoms that it is made of: a guarantee is one of a few sets.
 *
 * Every rule has its run-time check below it.
 */

import type { Support } from '../distributions/support.js'
import type { Said } from '../shapes/message.js'
import { type EqualAtoms, equalAtoms, type IsOne, type Unproved, unproved } from './signedAtoms.js'

// -----------------------------------------------------------------------------
// log-weights
// -----------------------------------------------------------------------------

/** `log p(x|z) + log p(z) - log q(z|x)` and nothing else. */
export type LogWeight = '+log p(x|z)' | '+log p(z)' | '-log q(z|x)'

const LOG_WEIGHT: readonly LogWeight[] = ['+log p(x|z)', '+log p(z)', '-log q(z|x)']

export type IsLogWeight<A extends string> = EqualAtoms<A, LogWeight>

export const isLogWeight = (a: readonly string[]): boolean => equalAtoms(a, LOG_WEIGHT)

/** A log-weight whose gradient by the parameters of q goes through the samples alone. */
export type LogWeightPathOnly = '+log p(x|z)' | '+log p(z)' | '-log q(z|x), path only'

const LOG_WEIGHT_PATH_ONLY: readonly LogWeightPathOnly[] = ['+log p(x|z)', '+log p(z)', '-log q(z|x), path only']

type IsSampleAxis<Axis extends string> = true extends
  | EqualAtoms<Axis, 'samples'>
  | EqualAtoms<Axis, 'outer'>
  | EqualAtoms<Axis, 'inner'>
  ? true
  : false

/** The atoms of the logarithm of a mean of exponentials: only that of a log-weight over samples is a known one. */
export type LogMeanExponential<A extends string, Axis extends string> =
  IsLogWeight<A> extends true ? (IsSampleAxis<Axis> extends true ? '+iwae' : Unproved) : Unproved

export const logMeanExponential = (a: readonly string[], axis: string): readonly string[] =>
  isLogWeight(a) && ['samples', 'outer', 'inner'].includes(axis) ? ['+iwae'] : unproved

// -----------------------------------------------------------------------------
// bounds of parts
// -----------------------------------------------------------------------------

/** The bound that one part of a model gives of what it observes, if it gives one; nothing else is proved about a part. */
export type Within<Part extends string, A extends string> = IsBound<A> extends true ? `+bound of ${Part}` : Unproved

export const within = (part: string, a: readonly string[]): readonly string[] =>
  isBound(a) ? [`+bound of ${part}`] : unproved

/** The part of whose bound a term is made, or `never`. */
type PartIn<A extends string> = [A] extends [`+bound of ${infer Part}`] ? Part : never

const partIn = (a: readonly string[]): string | null =>
  isBound(a) && a[0]?.startsWith(OF_PART) ? a[0].slice(OF_PART.length) : null

const OF_PART = '+bound of '

/** Bounds of two parts; the model must say which of them is shown a field and which is not. */
export type OfParts<Field extends string, Seen extends string, Unseen extends string> = Said<
  typeof ofParts<Field, Seen, Unseen>
>

export const ofParts = <Field extends string, Seen extends string, Unseen extends string>(
  field: Field,
  seen: Seen,
  unseen: Unseen,
) => `+bounds of ${seen} where ${field} is observed, else of ${unseen}` as const

/** A bound on what is observed, example by example, where both parts give one. */
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
  if (!isBound(seen) || !isBound(unseen)) return unproved
  const [one, other] = [partIn(seen), partIn(unseen)]
  return one === null && other === null
    ? ['+bound where observed']
    : one === null || other === null
      ? unproved
      : [ofParts(field, one, other)]
}

// -----------------------------------------------------------------------------
// guarantees
// -----------------------------------------------------------------------------

/**
 * Whether a term bounds log p(x) from below, by how it was built.
 *
 * Sources: SGVB-A and SGVB-B: Kingma and Welling, arXiv:1312.6114, equations 6 and 7. A weight of at least 1 on the KL,
 * which is never negative, only lowers a bound: Higgins et al., "beta-VAE", ICLR 2017; so does a floor under it: Kingma
 * et al., arXiv:1606.04934, appendix C.8. IWAE: Burda, Grosse and Salakhutdinov, arXiv:1509.00519, theorem 1, and means
 * of it: Rainforth et al., arXiv:1802.04537. Rényi: Li and Turner, arXiv:1602.02311, theorems 1 and 2.
 * The left sum of the thermodynamic integral: Masrani, Le and Wood, arXiv:1907.00031.
 */
export type IsBound<A extends string> = true extends
  | EqualAtoms<A, LogWeight>
  | EqualAtoms<A, LogWeightPathOnly>
  | EqualAtoms<A, '+log p(x|z)' | '-kl'>
  | EqualAtoms<A, '+log p(x|z)' | '-kl, at least once'>
  | EqualAtoms<A, '+iwae'>
  | EqualAtoms<A, '+ciwae'>
  | EqualAtoms<A, '+renyi'>
  | EqualAtoms<A, '+thermodynamic'>
  | EqualAtoms<A, '+bound where observed'>
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
    ['+thermodynamic'],
    ['+bound where observed'],
  ].some((proved) => equalAtoms(a, proved))

/** What is known of an objective: a `'bound'` is proved to bound log p(x) from below, an `'objective'` is not. */
export type Guarantee = 'bound' | 'objective'

/** Which of both a term is, by its atoms. */
export type GuaranteeOf<A extends string> = IsBound<A> extends true ? 'bound' : 'objective'

/** Which of both a term is. The run-time version of `GuaranteeOf`. */
export const guaranteeOf = ({ content }: { readonly content: readonly string[] }): Guarantee =>
  isBound(content) ? 'bound' : 'objective'

/**
 * Which of both a term is on data of some supports, one of each field: relaxed pixels stand for probabilities and are not
 * data themselves, so that they have no log p(x) to bound.
 */
export const guaranteeOn =
  (supports: readonly Support[]) =>
  (guarantee: Guarantee): Guarantee =>
    supports.includes('relaxed') ? 'objective' : guarantee
