/** The examples of a batch as often as there are samples of their codes: to compare with what is decoded. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import type { HasData, HasMeanAt, HasSamples } from './atoms.js'

/** Examples for every sample, all axes of them as one: as `meanAt` gives them. Shapes: `['samples', 'batch', 'features']`. */
export type Examples = ReturnType<HasMeanAt['meanAt']>

/** The examples of a batch, once for each sample of their codes. Shapes: `['batch', 'features'] -> ['samples', 'batch', 'features']`. */
export const examplesOf = ({ x, z }: HasData & HasSamples): Examples => {
  const samples = z.sizes[0] as number
  return pipe(x, T.repeatRows('samples', samples), T.splitRows('samples', 'batch', samples)<readonly ['features']>)
}
