/** What a model of two joint distributions supplies to terms: of all latents side by side, and of each by its name. */

import type { Draw, Rows } from '../../distributions/coordinates.js'
import { samplesOf as drawOfRows } from '../../joints/densities.js'
import { type Leaf, overSamples, remembered } from '../../joints/evaluation.js'
import type { AnyVariable } from '../../joints/variable.js'
import type { EachValue } from '../../losses/sums.js'
import * as T from '../../tensors/index.js'
import { stateAfter } from '../state.js'
import { posteriorOf, priorOf } from './asOne.js'
import { klOf } from './divergence.js'
import { drawnApart } from './latents.js'
import { type Own, ownOf } from './own.js'
import { afterOf, densitiesAt, likelihoodsAt, type OfLatent, runningBoth, type Shown, sideAt, summed } from './shown.js'
import { type Batch, isByScore, rowsOf, type SideParams, type Sides, summable } from './sides.js'
import { drawnEach, valuesOf } from './values.js'

// -----------------------------------------------------------------------------
// supply
// -----------------------------------------------------------------------------

const ALWAYS = ['posterior', 'prior', 'logLikelihoodAt', 'draws', 'kls', 'sums'] as const
const PATHWISE = ['z', 'logLikelihood', 'logLikelihoods', 'logPriors', 'logPosteriors', 'latents'] as const

/** The names of what a model of two joint distributions supplies. */
export const jointSupplies = (sides: Sides): readonly string[] => (isByScore(sides) ? ALWAYS : [...ALWAYS, ...PATHWISE])

/** Rows of a latent as samples of every example, with the axes of its event. Shapes: `['samples', 'batch', ...Event]`. */
const samplesOf = ({ samples }: Batch, rows: Leaf): unknown => T.splitRows('samples', 'batch', samples)(rows as never) // safe: the rows of a latent are those of all samples

/** A record whose fields are worked out when they are asked for. */
const lazily = (fields: { readonly [name: string]: () => unknown }): object => {
  const known = remembered((name) => fields[name]?.())
  return Object.defineProperties(
    {},
    Object.fromEntries(Object.keys(fields).map((name) => [name, { enumerable: true, get: () => known(name) }])),
  )
}

const byName = (variables: readonly AnyVariable[], of: OfLatent<unknown>): (() => object) => {
  const fields = Object.fromEntries(variables.map(({ name }) => [name, () => of(name)]))
  return () => lazily(fields)
}

/** What is supplied of a batch, whatever the latents. */
const alwaysOf = (shown: Shown, params: SideParams, own: Own) => {
  const { sides } = shown
  const kls = remembered((name) => klOf(shown, own, name))
  const logLikelihoodAt = (z: Draw['z']): Rows => {
    if (z === own.together.z) return summed(sides.observed, own.logLikelihood)
    const each = drawnApart(sides.latents, { z })
    return summed(sides.observed, likelihoodsAt(sides, sideAt(shown, 'p', params.p, each)))
  }
  return {
    posterior: () => posteriorOf(shown, params, own),
    prior: () => priorOf(shown, params, own, kls),
    logLikelihoodAt: () => logLikelihoodAt,
    draws: () => T.stopGradient(own.together.z),
    kls: byName(sides.latents, kls),
    ...(own.together.coordinate === undefined ? {} : { coordinate: () => own.together.coordinate }),
  }
}

/** What is supplied through the samples of latents that have a gradient. */
const pathwiseOf = ({ sides, batch }: Shown, own: Own) => ({
  z: () => own.together.z,
  logLikelihood: () => summed(sides.observed, own.logLikelihood),
  logLikelihoods: byName(sides.observed, own.logLikelihood),
  logPriors: byName(sides.latents, own.logPrior),
  logPosteriors: byName(sides.latents, own.logPosterior),
  latents: byName(sides.latents, (name) => samplesOf(batch, own.q.evaluation.value(name).rows)),
})

/** What is supplied where one latent takes each of its values in turn. */
const eachValueOf = (shown: Shown, params: SideParams, latent: AnyVariable): EachValue<object> => {
  const { batch } = shown
  const values = valuesOf(latent)
  const draw = { z: drawnEach(values, batch.samples, rowsOf(batch)) }
  const every = {
    ...shown,
    batch: { ...batch, samples: values.length * batch.samples },
    each: { name: latent.name, draw },
  }
  const own = ownOf(every, params)
  return {
    values: values.length,
    supplied: lazily({ ...alwaysOf(every, params, own), ...pathwiseOf(every, own) }),
    get logPosterior() {
      return own.logPosterior(latent.name)
    },
  }
}

/** `log q` of latents at what the data has of them, which so q draws the others from. */
export const posteriorsAtData = (
  sides: Sides,
  params: SideParams,
  batch: Batch,
  seen: { readonly [latent: string]: Leaf },
): object => {
  const shown = { sides, batch, running: runningBoth(batch, params) }
  const own = ownOf(shown, params)
  const draw: OfLatent<Draw> = remembered((name) => {
    const rows = seen[name]
    return rows === undefined
      ? own.draw(name)
      : { z: drawOfRows(batch.samples)(overSamples(batch.samples, { rows, sampled: false })) }
  })
  const at = densitiesAt(sides.q, sideAt(shown, 'q', params.q, draw), draw)
  return byName(
    sides.latents.filter(({ name }) => Object.hasOwn(seen, name)),
    at,
  )()
}

/** What a model of two joint distributions supplies of a batch. */
export const supplyJoint = (sides: Sides, params: SideParams, batch: Batch): object => {
  const running = runningBoth(batch, params)
  const shown = { sides, batch, running }
  const own = ownOf(shown, params)
  const sums = remembered((name) => eachValueOf(shown, params, sides.q.variables[name] as AnyVariable)) // safe: it is a latent
  const supplied = lazily({
    ...alwaysOf(shown, params, own),
    sums: byName(summable(sides), sums),
    ...(isByScore(sides) ? {} : pathwiseOf(shown, own)),
  })
  return params.state === undefined
    ? supplied
    : Object.defineProperty(supplied, stateAfter, { value: afterOf(running) })
}
