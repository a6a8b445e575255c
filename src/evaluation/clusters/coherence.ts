/** Coherence: whether what a model makes of one modality is of the same class as another. */

import { accuracyOf } from '../numbers/logistic.js'
import { sameRows } from '../numbers/matrix.js'

/** What a classifier says of the examples of each modality, by the names of these: the same examples in the same order. */
export type SaidOf = Readonly<Record<string, ArrayLike<number>>>

/** Coherence. */
export interface Coherence {
  /** The share of examples of which all modalities are said to be of one class. Range: from 0 to 1. */
  readonly joint: number
  /** The share of examples of each modality that are said to be of the class they should be; `null` where no classes are given. */
  readonly conditional: Readonly<Record<string, number>> | null
}

/**
 * The coherence of several modalities, of what classifiers say of them: how often all are said to be of one class, and how often each is said to
 * be of the class that it was made for.
 *
 * The classifiers are part of the number: it compares only with numbers of the same ones.
 *
 * Range: from 0 to 1. Errors: a `ShapeError` for other numbers of examples.
 * Source: Shi et al., "Variational Mixture-of-Experts Autoencoders for Multi-Modal Deep Generative Models", arXiv:1911.03393, section 4.
 *
 * @example
 * coherence({ picture: [3, 1, 2], sound: [3, 1, 0] }, [3, 1, 2]).conditional
 * //=> { picture: 1, sound: 2 / 3 }
 */
export const coherence = (said: SaidOf, classes: ArrayLike<number> | null = null): Coherence => {
  const all = Object.entries(said)
  const [, first = []] = all[0] ?? ['', []]
  for (const [, own] of all) sameRows('coherence', first.length, own.length)
  if (classes !== null) sameRows('coherence', first.length, classes.length)
  const alike = Array.from(first, (label, row) => all.every(([, own]) => own[row] === label))
  return {
    joint: alike.filter(Boolean).length / first.length,
    conditional: classes && Object.fromEntries(all.map(([name, own]) => [name, accuracyOf(own, classes)])),
  }
}
