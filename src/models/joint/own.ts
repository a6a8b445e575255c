/** A model that is shown a batch, at the samples of its posterior. */

import type { Draw, Rows } from '../../distributions/coordinates.js'
import type { Drawn } from '../../distributions/family.js'
import { drawOf, type Within } from '../../joints/densities.js'
import { remembered } from '../../joints/evaluation.js'
import type { AnyVariable } from '../../joints/variable.js'
import { child } from '../../random/key.js'
import { coordinateFor, drawnTogether } from './latents.js'
import { densitiesAt, likelihoodsAt, type OfLatent, type Shown, sideAt } from './shown.js'
import { rowsOf, type SideParams } from './sides.js'

/** Everything that is computed at the samples of q. */
export interface Own {
  readonly draw: OfLatent<Draw>
  readonly p: Within
  readonly q: Within
  readonly logPrior: OfLatent<Rows>
  readonly logPosterior: OfLatent<Rows>
  readonly logLikelihood: OfLatent<Rows>
  /** The samples of all latents side by side. */
  readonly together: Draw
}

/** Draws of q, and the densities of both sides there. Each is worked out when it is asked for. */
export const ownOf = (shown: Shown, params: SideParams): Own => {
  const { sides, batch, each } = shown
  const drawn: OfLatent<Drawn> = remembered(
    (name) =>
      name === each?.name
        ? each.draw
        : drawOf(q, sides.q.variables[name] as AnyVariable, child(name)(batch.key), rowsOf(batch)), // safe: it is a latent
  )
  const q = sideAt(shown, 'q', params.q, (name) => drawn(name))
  const p = sideAt(shown, 'p', params.p, drawn)
  const ofQ = densitiesAt(sides.q, q, drawn)
  return {
    draw: drawn,
    p,
    q,
    logPrior: densitiesAt(sides.p, p, drawn),
    logPosterior: remembered((name) => drawn(name).logProb ?? ofQ(name)),
    logLikelihood: likelihoodsAt(sides, p),
    together: drawnTogether(
      coordinateFor(sides.latents),
      sides.latents.map(({ name }) => drawn(name)),
    ),
  }
}
