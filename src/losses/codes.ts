/** The two losses of vector quantization: codes go to what was encoded, and what is encoded stays near its codes. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { formula } from './formula.js'
import { atom } from './term.js'

type Latent = T.Tensor<readonly ['batch', 'latent']>

/** What the encoder gives, and the codes nearest to it, all axes as one. */
interface EncodedAndChosen {
  readonly encoded: Latent
  readonly chosen: Latent
}

/** What a model of codes supplies. */
export interface HasCodes {
  readonly codes: EncodedAndChosen
}

/** What a model supplies whose codes are parameters, to which a gradient goes: of codes that are moving averages there is none. */
export interface HasCodebook {
  readonly codebook: EncodedAndChosen
}

/** `‖x - y‖²` of each example. */
const distance = (x: Latent, y: Latent) => pipe(x, T.same.sub(y), T.square, T.sum('latent'))

const UNIT = 'squared error'

/**
 * `‖sg(z) - e‖²`: how far the codes are from what was encoded, where the gradient goes to the codes alone. A cost.
 *
 * Codes that are moving averages are moved by training alone: a model of these does not supply what it takes.
 *
 * Axes: batch. Range: never negative.
 * Source: van den Oord, Vinyals and Kavukcuoglu, "Neural Discrete Representation Learning", arXiv:1711.00937, equation 3.
 */
export const codebook = atom('+codebook', {
  axes: ['batch'] as const,
  sense: 'cost',
  needs: ['codebook'],
  formula: formula('||sg(z) - e||^2', '\\lVert \\mathrm{sg}(z) - e \\rVert^2'),
  title: 'Codebook',
  unit: UNIT,
  note: 'How far the codes are from what the encoder gives: it moves the codes.',
  nats: ({ codebook: { encoded, chosen } }: HasCodebook) => distance(T.stopGradient(encoded), chosen),
})

/**
 * `‖z - sg(e)‖²`: how far what is encoded is from its codes, where the gradient goes to the encoder alone. A cost; the paper takes it
 * 0.25 times.
 *
 * Axes: batch. Range: never negative. Source: as `codebook`.
 */
export const commitment = atom('+commitment', {
  axes: ['batch'] as const,
  sense: 'cost',
  needs: ['codes'],
  formula: formula('||z - sg(e)||^2', '\\lVert z - \\mathrm{sg}(e) \\rVert^2'),
  title: 'Commitment',
  unit: UNIT,
  note: 'How far what the encoder gives is from its codes: it keeps the encoder near them.',
  nats: ({ codes: { encoded, chosen } }: HasCodes) => distance(encoded, T.stopGradient(chosen)),
})
