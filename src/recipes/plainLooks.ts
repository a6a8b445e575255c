/** What there is to look at of a plain autoencoder: reconstructions, and codes of examples and back. */

import { plainPrograms } from '../explorer/plainPrograms.js'
import { type Autoencoder, describe } from '../models/autoencoder.js'
import { type Runnable, running, type States } from '../models/state.js'
import { from } from '../random/key.js'
import { type AnyShape, numbersOf, type Sizes } from '../shapes/dim.js'
import type { AnyTensor } from '../tensors/tensor.js'
import type { Looks } from './looks.js'

/** The networks of an autoencoder, with their types erased. */
interface Networks extends Record<'encoder' | 'decoder', Runnable & Parameters<typeof describe>[0]['encoder']> {
  readonly encoder: Runnable & Parameters<typeof describe>[0]['encoder'] & { readonly output: Sizes }
}

/** Its parameters, with their types erased. */
interface Params extends Record<'encoder' | 'decoder', unknown> {
  readonly state?: States
}

/** What there is to look at of a plain autoencoder: it draws nothing by itself, as it has no distribution. */
export const ofAutoencoder = <Event extends AnyShape, Code extends AnyShape, E, D, Of>(
  model: Autoencoder<Event, Code, E, D, Of>,
): Looks<ReturnType<typeof model.init>> => {
  const networks = model as unknown as Networks // safe: it is what the model has when the program runs
  const part = (name: 'encoder' | 'decoder') => (params: unknown) => (rows: AnyTensor) => {
    const own = params as Params // safe: they are those of the model
    return running({ key: from(0), states: own.state }).run(name, networks[name])(own[name])(rows) as AnyTensor
  }
  return {
    kind: 'autoencoder',
    architecture: describe(networks),
    latent: numbersOf(networks.encoder.output),
    encode: part('encoder'),
    decode: part('decoder'),
    reconstruct: (params) => (x) => part('decoder')(params)(part('encoder')(params)(x)),
    explore: plainPrograms({
      // safe: it takes one event
      ...{ event: networks.encoder.input as Sizes, latent: networks.encoder.output },
      ...{ encode: part('encoder'), decode: part('decoder') },
    }),
  }
}
