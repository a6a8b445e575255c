/** What a trained model makes of pictures, and by itself: for people to look at. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { LikelihoodKind } from '../distributions/family.js'
import type { Support } from '../distributions/support.js'
import type { Engine } from '../engines/engine.js'
import * as Vae from '../models/vae/index.js'
import { child, type Key } from '../random/key.js'
import { host } from '../tensors/create.js'
import type { HostTensor, Tensor } from '../tensors/tensor.js'
import type { Host } from '../tensors/tree.js'
import { type Pixels, pixelsOf } from './data.js'
import { type CliError, toCliError } from './errors.js'

/** Rows of pixels, to look at. */
type Rows = HostTensor<readonly ['rows', 'pixels']>

/** Test examples, what the model makes of them, and new examples. */
export interface Pictures {
  readonly originals: Rows
  readonly reconstructions: Rows
  readonly samples: { readonly mean: Rows; readonly x: Rows }
}

/** How many pictures a report shows of each sort. */
const SHOWN = { pairs: 30, samples: 30 }

const firstRows = (data: Pixels<Support>, key: Key): Rows => {
  const rows = Math.min(SHOWN.pairs, data.count)
  return host(
    ['rows', 'pixels'],
    { rows, pixels: pixelsOf(data).size },
    data.rows(
      Uint32Array.from({ length: rows }, (_, row) => row),
      key,
    ),
  )
}

/** The pictures of a model, for its parameters and some data. */
export const pictures =
  <Encoder, Decoder, Likelihood extends LikelihoodKind>(
    model: Vae.Vae<readonly ['pixels'], readonly ['latent'], Encoder, Decoder, Likelihood>,
    { engine, key }: { readonly engine: Engine; readonly key: Key },
  ) =>
  (params: Host<Vae.VaeParams<Encoder, Decoder>>, data: Pixels<Support>): TE.TaskEither<CliError, Pictures> => {
    type Params = Vae.VaeParams<Encoder, Decoder>
    const own = child('pictures')(key)
    const originals = firstRows(data, child('visit')(own))
    const reconstruct = engine.run(
      (inputs: { readonly params: Params; readonly x: Tensor<readonly ['rows', 'pixels']> }) =>
        Vae.reconstruct(model)(inputs.params)(inputs.x),
    )
    const generate = engine.run((inputs: { readonly params: Params }, each: Key) =>
      Vae.generate(model)(inputs.params, each, SHOWN.samples),
    )
    return pipe(
      TE.Do,
      TE.bind('reconstructions', () => reconstruct({ params, x: originals }, own)),
      TE.bind('samples', () => generate({ params }, child('samples')(own))),
      TE.bimap(toCliError, (made) => ({ originals, ...made })),
    )
  }
