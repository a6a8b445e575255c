/** The KL divergence of one latent, at the samples of a batch. */

import { closedFormOf } from '../../distributions/closedForm.js'
import { sideOf, sideOverSamples } from '../../joints/densities.js'
import type { AnyVariable } from '../../joints/variable.js'
import type { ClosedKl } from '../../losses/byVariable.js'
import { refuse } from '../../shapes/defect.js'
import * as T from '../../tensors/index.js'
import { closedFault } from './kl.js'
import type { Own } from './own.js'
import type { Shown } from './shown.js'

/** The KL divergence of one latent at the samples of those that it depends on. */
export const klOf = ({ sides, batch, each }: Shown, { p, q }: Own, name: string): ClosedKl => {
  const fault = closedFault(
    sides.p,
    sides.q,
    sides.latents.map((latent) => latent.name),
    name,
    each?.name,
  )
  if (fault !== null) refuse(fault)
  const [ofQ, ofP] = [
    sideOf(q, sides.q.variables[name] as AnyVariable),
    sideOf(p, sides.p.variables[name] as AnyVariable),
  ] // safe: it is a latent
  const { samples } = batch
  if (!ofQ.sampled && !ofP.sampled) {
    const mean = closedFormOf<'batch'>(ofQ.side, ofP.side) ?? refuse(`the KL of ${name} has no closed form`)
    return {
      mean,
      get perSample() {
        return T.splitRows('samples', 'batch', samples)<readonly []>(T.repeatRows('samples', samples)(mean))
      },
    }
  }
  const rows = closedFormOf<'samples*batch'>(sideOverSamples(samples, ofQ), sideOverSamples(samples, ofP))
  const perSample = T.splitRows(
    'samples',
    'batch',
    samples,
  )<readonly []>(rows ?? refuse(`the KL of ${name} has no closed form`))
  return { perSample, mean: T.mean('samples')(perSample) }
}
