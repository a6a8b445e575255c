/** All latents of a model as one: their posterior and their prior, side by side. */

import type { Draw, Rows } from '../../distributions/coordinates.js'
import { type JointPosterior, record } from '../../distributions/family.js'
import type { JointPrior } from '../../distributions/priors.js'
import type { ClosedKl } from '../../losses/byVariable.js'
import * as T from '../../tensors/index.js'
import { coordinateFor, drawnApart } from './latents.js'
import type { Own } from './own.js'
import { densitiesAt, type OfLatent, type Shown, sideAt, summed } from './shown.js'
import type { SideParams } from './sides.js'

/** The posterior of all latents: at the samples of q its densities are those that are there, elsewhere they are worked out. */
export const posteriorOf = (shown: Shown, params: SideParams, own: Own): JointPosterior => {
  const { sides } = shown
  const at = (parameters: SideParams['q'], draw: Draw): Rows => {
    const each = drawnApart(sides.latents, draw)
    return summed(sides.latents, densitiesAt(sides.q, sideAt(shown, 'q', parameters, each), each))
  }
  return {
    _tag: 'Joint',
    parameters: params.q,
    [record]: {
      coordinate: coordinateFor(sides.latents),
      ...(sides.latents.some(({ built }) => built.network?.family?.dependent === true) ? { dependent: true } : {}),
      logProb: (q) => (draw) =>
        draw.z === own.together.z && q.parameters === params.q
          ? summed(sides.latents, own.logPosterior)
          : at(q.parameters as SideParams['q'], draw), // safe: a tree of the same form, whose tensors may be constant
    },
  }
}

/** The prior of all latents. */
export const priorOf = (shown: Shown, params: SideParams, own: Own, kls: OfLatent<ClosedKl>): JointPrior => {
  const { sides } = shown
  const at = (draw: Draw): Rows => {
    const each = drawnApart(sides.latents, draw)
    return summed(sides.latents, densitiesAt(sides.p, sideAt(shown, 'p', params.p, each), each))
  }
  const kl = (): T.Tensor<readonly ['batch']> =>
    sides.latents.map(({ name }) => kls(name).mean).reduce((sum, mean) => T.same.add(mean)(sum))
  return {
    _tag: 'Joint',
    [record]: {
      over: 'joint',
      coordinate: coordinateFor(sides.latents),
      logProb: () => (draw) => (draw.z === own.together.z ? summed(sides.latents, own.logPrior) : at(draw)),
      klFrom: { Joint: () => () => kl() as never }, // safe: its rows are those of the posterior
    },
  }
}
