/** What there is to look at of a model of joint distributions: what it makes of examples, and by itself. */

import { type JointShown, jointPrograms } from '../explorer/jointPrograms.js'
import type { Leaf } from '../joints/evaluation.js'
import { isDrawn, parents } from '../joints/graph.js'
import { type AnyJoint, inOrder } from '../joints/joint.js'
import type { AnyVariable } from '../joints/variable.js'
import { describe as networkText } from '../layers/describe.js'
import { type DrawnFor, draw } from '../models/joint/generation.js'
import { decodeJoint, encodeJoint } from '../models/joint/reconstruction.js'
import type { SideParams } from '../models/joint/sides.js'
import type { JointParams, JointVae } from '../models/joint/vae.js'
import type { AnyTensor } from '../tensors/tensor.js'
import { clustersOfJoint } from './clusters.js'
import type { Drawn, Looks } from './looks.js'
import { modalitiesOf } from './modalities.js'

// -----------------------------------------------------------------------------
// networks as text
// -----------------------------------------------------------------------------

/** `q(z|x)`, or `h` of what is computed. */
const headingOf = (side: 'p' | 'q', variable: AnyVariable): string => {
  const { inputs } = variable.built
  const of = typeof inputs === 'string' ? inputs : Object.values(inputs).join(', ')
  return isDrawn(variable) ? `${side}(${variable.name}|${of})` : `${variable.name}(${of})`
}

/** The networks of one side, a line each: a network that several variables share once. */
const networksOf = (side: 'p' | 'q', joint: AnyJoint): readonly string[] =>
  inOrder(joint).flatMap((variable) => {
    const { network, shares } = variable.built
    return network === null || shares !== undefined ? [] : [`${headingOf(side, variable)}: ${networkText(network)}`]
  })

// -----------------------------------------------------------------------------
// looks
// -----------------------------------------------------------------------------

/** What is told of a model beside what it is. */
export interface JointTold {
  /** Parts of one model with it, each with its latent and of another variable of classes that is observed, by its name. */
  readonly others?: Readonly<Record<string, object>>
  /** A part that is shown what it observes and the others at once. */
  readonly together?: object
  /** What the values of variables of classes are called; numbers from 0 if left out. */
  readonly names?: Readonly<Record<string, readonly string[]>>
}

/** What is read of a model, with its types erased. */
interface Erased {
  readonly p: AnyJoint
  readonly q: AnyJoint
  readonly latents: readonly string[]
  readonly observed: readonly string[]
  readonly fields: object
}

/** What p is given and none of its variables reads: q alone is told it. */
const toldToQ = (p: AnyJoint): readonly string[] => {
  const read = new Set(Object.keys(p.variables).flatMap((name) => parents(p, name)))
  return inOrder(p).flatMap(({ from, name }) => (from === 'given' && !read.has(name) ? [name] : []))
}

/** What a model makes of examples of one variable, given rows of what q is told beside them. */
const reconstructing =
  (own: Erased, only: string) =>
  (beside: Readonly<Record<string, AnyTensor>>) =>
  <Params>(params: Params) =>
  (x: AnyTensor): AnyTensor => {
    // safe: the parameters are those of the model, and what is shown are rows of its variables
    const sides = params as unknown as SideParams
    const shown = { ...beside, [only]: x } as unknown as Readonly<Record<string, Leaf>>
    return decodeJoint(own, sides, only, encodeJoint(own, sides, shown)) as AnyTensor
  }

/** What else there is to look at of a model whose q is told of its one variable alone. */
const moreOf = (
  own: Erased,
  only: string,
  told: JointTold,
): Pick<Looks<unknown>, 'explore' | 'clusters' | 'modalities'> => {
  const { others, together, names } = told
  const explore = jointPrograms(own, only, told as JointShown) // safe: they are parts of the model
  const clusters = clustersOfJoint(own, only, names)
  return {
    ...(explore === null ? {} : { explore }),
    ...(clusters === null ? {} : { clusters }),
    ...(together === undefined
      ? {}
      : { modalities: modalitiesOf({ all: together, alone: { [only]: own, ...others } }) }),
  }
}

/**
 * What there is to look at of a `Vae.of`: its networks as text, and where it is shown one variable and no condition that p reads, new
 * examples and what it makes of examples. What q alone is told, as which example it is, comes with the rows of the data.
 *
 * Examples are reconstructed by the centers of all latents, in the order of q. What is told beside the model is shown by the page of an
 * explorer: other parts of a model of several, each of the same latent and of a variable of classes, and what classes are called.
 */
export const ofJoint = <P, Q, Latents, Observed>(
  model: JointVae<P, Q, Latents> & { readonly observed: readonly Observed[] },
  told: JointTold = {},
): Looks<JointParams<P, Q>> => {
  const own = model as unknown as Erased // safe: it is what the model has when the program runs
  const architecture = [...networksOf('q', own.q), ...networksOf('p', own.p)]
  const fields = toldToQ(own.p)
  const [only, ...more] = Object.keys(own.fields).filter((name) => !fields.includes(name))
  const looks = { kind: 'variational autoencoder of several variables', architecture }
  if (only === undefined || more.length > 0) return looks
  const reconstruct = reconstructing(own, only)
  return {
    ...looks,
    ...(fields.length === 0
      ? { reconstruct: reconstruct({}), ...moreOf(own, only, told) }
      : { beside: { fields, at: (rows) => ({ reconstruct: reconstruct(rows) }) } }),
    generate: (params, key, count) => {
      // safe: p reads no condition, and so none is needed
      const { samples, means } = draw(model)(params, key, count as DrawnFor<P, 'rows'>)
      return { x: samples[only as never], mean: means[only as never] } as Drawn
    },
  }
}
