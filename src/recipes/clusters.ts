/** Which cluster each example is of: the class that is its latent, or the component of a prior that is a mixture. */

import { pipe } from 'fp-ts/lib/function.js'
import { type Family, type LatentKind, record } from '../distributions/family.js'
import { type AnyPart, type PriorRecord, priorDistribution } from '../distributions/priors.js'
import { samplesOf } from '../joints/densities.js'
import type { Leaf } from '../joints/evaluation.js'
import type { AnyJoint } from '../joints/joint.js'
import type { AnyVariable } from '../joints/variable.js'
import { atCenters } from '../models/joint/reconstruction.js'
import type { SideParams } from '../models/joint/sides.js'
import { numbersOf, type Sizes } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { oneHotOfLargest } from '../tensors/softmax.js'
import { type AnyTensor, elements } from '../tensors/tensor.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The clusters of a model. */
export interface ClustersLook<in Params> {
  /** 1 at the cluster that is most probable, else 0. Shapes: `['rows', ...Event] -> ['rows', 'clusters']`. */
  readonly of: (params: Params) => (x: AnyTensor) => AnyTensor
  /** What the clusters are called where they are the classes of the data, in their order; `null` of others. */
  readonly names: readonly string[] | null
}

/** What is read of a model of one latent. */
export interface Clustered {
  readonly encoder: { readonly output: Sizes }
  readonly posterior: Pick<Family<LatentKind>, 'axes' | 'center'>
  readonly prior: AnyPart
}

// -----------------------------------------------------------------------------
// a model of one latent
// -----------------------------------------------------------------------------

/** Whether the numbers of an event are the classes of one variable. */
const isOne = (event: Sizes): boolean => elements(numbersOf(event).slice(0, -1)) === 1

type Encode = (x: never) => unknown

type OfEach = NonNullable<PriorRecord<string>['logProbOfEach']>

/** The component that the center of a latent is most probably of. */
const componentOf = (prior: AnyPart, params: unknown, encode: Encode, z: Leaf): AnyTensor => {
  const p = priorDistribution(prior, params, encode)
  const ofEach = p[record].logProbOfEach as OfEach // safe: it is a mixture, and the record of a value is its own
  return pipe(ofEach(p as never)({ z: samplesOf(1)(z) }), T.mergeRows, oneHotOfLargest) as unknown as AnyTensor
}

/** The clusters of a model of one latent, given its encoder at parameters and those of its prior. */
export const clustersOf = (
  { encoder, posterior, prior }: Clustered,
  at: (params: unknown) => { readonly encode: Encode; readonly prior: unknown },
): ClustersLook<unknown> | null => {
  const isClass = posterior.axes.length === 2 && isOne(encoder.output)
  if (!isClass && prior[record].mixture !== true) return null
  return {
    names: null,
    of: (params) => (x) => {
      const { encode, prior: own } = at(params)
      const z = posterior.center(encode(x as never) as never) as unknown as Leaf // safe: the encoder gives that distribution
      return isClass
        ? (T.flattenEvent('clusters')(z as never) as unknown as AnyTensor)
        : componentOf(prior, own, encode, z)
    },
  }
}

// -----------------------------------------------------------------------------
// a model of joint distributions
// -----------------------------------------------------------------------------

/** What is read of a model of joint distributions. */
interface Whole {
  readonly q: AnyJoint
  readonly latents: readonly string[]
}

const KINDS: readonly string[] = ['Categorical', 'RelaxedCategorical'] satisfies readonly LatentKind[]

/** Whether a variable is one of some classes. */
export const isClass = ({ from, built }: Pick<AnyVariable, 'from' | 'built'>): boolean =>
  KINDS.includes(from) && isOne(built.event)

/** The clusters of a model that is shown one variable: those of its latent of one class, where it has one such. */
export const clustersOfJoint = (
  { q, latents }: Whole,
  shown: string,
  names: Readonly<Record<string, readonly string[]>> = {},
): ClustersLook<unknown> | null => {
  const [own, ...more] = latents.filter((name) => isClass(q.variables[name] as AnyVariable)) // safe: q draws it
  return own === undefined || more.length > 0
    ? null
    : {
        names: names[own] ?? null,
        of: (params) => (x) => {
          // safe: the parameters are those of the model, and what is shown are rows of its one variable
          const { rows } = atCenters('q', q, params as SideParams, { [shown]: x as never }).value(own)
          return T.flattenEvent('clusters')(rows as never) as unknown as AnyTensor
        },
      }
}
