/** What an explorer asks of an autoencoder without distributions: where an example lies, and what a code decodes to. */

import { numbersOf, type Sizes } from '../shapes/dim.js'
import type { AnyTensor } from '../tensors/tensor.js'
import { type Programs, traced } from './traced.js'

/** An autoencoder as two functions of rows, at its parameters. */
export interface Coding {
  readonly event: Sizes
  readonly latent: Sizes
  readonly encode: (params: unknown) => (rows: AnyTensor) => AnyTensor
  readonly decode: (params: unknown) => (rows: AnyTensor) => AnyTensor
}

/** Its two programs. */
export const plainPrograms = ({ event, latent, encode, decode }: Coding): Programs => ({
  latent: { sizes: numbersOf(latent), over: 'real', standard: false },
  programs: traced({
    // safe: a program is given a row of each that it asks for
    encode: { of: { x: event }, run: (params, { x }) => ({ center: encode(params)(x as AnyTensor) }) },
    decode: { of: { z: latent }, run: (params, { z }) => ({ mean: decode(params)(z as AnyTensor) }) },
  }),
})
