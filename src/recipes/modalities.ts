/** What a model of several modalities makes: all of them at once, and all from one alone. */

import type { Leaf } from '../joints/evaluation.js'
import { type AnyJoint, inOrder } from '../joints/joint.js'
import { drawingFrom } from '../models/joint/generation.js'
import type { SideParams } from '../models/joint/sides.js'
import { child, type Key } from '../random/key.js'
import type { AnyTensor } from '../tensors/tensor.js'
import { isClass } from './clusters.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The means of modalities, by their names. Shapes: `['rows', ...Event]` of each. */
export type Means = Readonly<Record<string, AnyTensor>>

/** What there is to look at of modalities. */
export interface ModalitiesLook<in Params> {
  /** Those that are one of some classes. */
  readonly classes: readonly string[]
  /** All of them, around as many draws of `p(z)`. */
  readonly drawn: (params: Params, key: Key, count: number) => Means
  /** By the name of each: all of them, around a draw of `q(z|it alone)` for each of its rows. */
  readonly from: Readonly<Record<string, (params: Params, key: Key) => (rows: AnyTensor) => Means>>
}

/** A model of all modalities, and models of one alone by its name, which have its parameters. */
interface Modalities {
  readonly all: object
  readonly alone: Readonly<Record<string, object>>
}

// -----------------------------------------------------------------------------
// their looks
// -----------------------------------------------------------------------------

/** What is read of a model, with its types erased. */
interface Whole {
  readonly p: AnyJoint
  readonly q: AnyJoint
  readonly latents: readonly string[]
  readonly observed: readonly string[]
}

/** The means of what a model observes: around draws of p, or where latents are known around these. */
const meansOf = ({ p, observed }: Whole, params: SideParams, key: Key, count: number, latents: Means): Means => {
  const { mean } = drawingFrom('p', p, params, key, { row: 'rows', count }, latents as Readonly<Record<string, Leaf>>)
  return Object.fromEntries(observed.map((name) => [name, mean(name) as AnyTensor]))
}

/** A draw of the latents, given one modality alone. */
const latentsOf = ({ q, latents }: Whole, params: SideParams, key: Key, name: string, rows: AnyTensor): Means => {
  const axis = { row: 'rows', count: rows.sizes[0] as number }
  const { drawn } = drawingFrom('q', q, params, key, axis, { [name]: rows as unknown as Leaf })
  return Object.fromEntries(latents.map((latent) => [latent, drawn(latent) as unknown as AnyTensor]))
}

/** What there is to look at of the modalities of a model. */
export const modalitiesOf = ({ all, alone }: Modalities): ModalitiesLook<unknown> => {
  // safe, here and below: they are models of joint distributions, and the parameters are those of the model that they are parts of
  const whole = all as Whole
  const crossed = Object.entries(alone).map(([name, part]) => {
    const translated = (params: unknown, key: Key) => (rows: AnyTensor) => {
      const z = latentsOf(part as Whole, params as SideParams, child('latents')(key), name, rows)
      return meansOf(whole, params as SideParams, child('means')(key), rows.sizes[0] as number, z)
    }
    return [name, translated] as const
  })
  return {
    classes: inOrder(whole.p).flatMap((each) =>
      whole.observed.includes(each.name) && isClass(each) ? [each.name] : [],
    ),
    drawn: (params, key, count) => meansOf(whole, params as SideParams, key, count, {}),
    from: Object.fromEntries(crossed),
  }
}
