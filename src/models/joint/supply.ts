/** What a model of two joint distributions supplies to terms: of all latents side by side, and of each by its name. */

import { closedFormOf } from '../../distributions/closedForm.js'
import type { Draw, Rows } from '../../distributions/coordinates.js'
import { type Drawn, type JointPosterior, record } from '../../distributions/family.js'
import type { JointPrior } from '../../distributions/priors.js'
import {
  densityAt,
  drawOf,
  samplesOf as drawOfRows,
  likelihoodOf,
  placedOf,
  sideOf,
  sideOverSamples,
  type Within,
} from '../../joints/densities.js'
import { applying, evaluation, type Leaf, overSamples, type Placed, remembered } from '../../joints/evaluation.js'
import { isDrawn } from '../../joints/graph.js'
import { type AnyJoint, inOrder } from '../../joints/joint.js'
import type { AnyVariable } from '../../joints/variable.js'
import type { Mode } from '../../layers/mode.js'
import type { ClosedKl } from '../../losses/byVariable.js'
import type { EachValue } from '../../losses/sums.js'
import { child, type Key } from '../../random/key.js'
import { refuse } from '../../shapes/defect.js'
import * as T from '../../tensors/index.js'
import { type Running, running, type States, stateAfter } from '../state.js'
import { closedFault } from './kl.js'
import { added, coordinateFor, drawnApart, drawnTogether } from './latents.js'
import { drawnEach, hasFewValues, valuesOf } from './values.js'

// -----------------------------------------------------------------------------
// the model
// -----------------------------------------------------------------------------

/** A model of two joint distributions when the program runs. */
export interface Sides {
  readonly p: AnyJoint
  readonly q: AnyJoint
  /** What q draws, in its order. */
  readonly latents: readonly AnyVariable[]
  /** What p draws besides, in its order. */
  readonly observed: readonly AnyVariable[]
}

/** What q draws, and what p draws besides. */
export const sidesOf = (p: AnyJoint, q: AnyJoint): Sides => {
  const latents = inOrder(q).filter(isDrawn)
  const names = latents.map(({ name }) => name)
  return { p, q, latents, observed: inOrder(p).filter((each) => isDrawn(each) && !names.includes(each.name)) }
}

/** Whether no gradient goes through the samples of a latent. */
const isScored = ({ built }: AnyVariable): boolean => built.network?.family?.gradient === 'score'

/** The latents through whose samples no gradient goes. */
export const blockedOf = ({ latents }: Sides): readonly string[] => latents.filter(isScored).map(({ name }) => name)

/** Whether no gradient goes through the samples of some latent. */
const isByScore = (sides: Sides): boolean => blockedOf(sides).length > 0

/** The parameters of each variable of both sides, and the states of those whose networks have one. */
export interface SideParams {
  readonly p: { readonly [name: string]: unknown }
  readonly q: { readonly [name: string]: unknown }
  readonly state?: SideStates
}

/** The states of the networks of the sides that have some. */
export interface SideStates {
  readonly p?: States
  readonly q?: States
}

/** What is shown of a batch: what is observed and the conditions, a key, and how many samples to draw. */
export interface Batch {
  readonly values: { readonly [name: string]: Leaf }
  readonly key: Key
  readonly samples: number
  /** Evaluation if left out. */
  readonly mode?: Mode
}

// -----------------------------------------------------------------------------
// both sides at some latents
// -----------------------------------------------------------------------------

/** What there is for each latent. */
type OfLatent<Value> = (name: string) => Value

/** A model, and a batch that it is shown. */
interface Shown {
  readonly sides: Sides
  readonly batch: Batch
  readonly running: { readonly p: Running; readonly q: Running }
  /** The latent that takes each of its values in turn, and its draw, in the place of samples. */
  readonly each?: { readonly name: string; readonly draw: Draw }
}

const rowsOf = ({ values }: Batch): number => Object.values(values)[0]?.sizes[0] ?? 1

/** The rows of each latent by its draw; `null` of what is no latent. */
const placedBy = ({ latents }: Sides, draw: OfLatent<Draw>): OfLatent<Placed | null> => {
  const events = new Map(latents.map(({ name, built }) => [name, built.event]))
  return remembered((name) => {
    const event = events.get(name)
    return event === undefined ? null : placedOf(event, draw(name))
  })
}

/** The variables of one side where the latents are known. */
const sideAt = (
  { sides, batch, running }: Shown,
  side: 'p' | 'q',
  parameters: SideParams['p'],
  draw: OfLatent<Draw>,
): Within => {
  const placed = placedBy(sides, draw)
  const shown = (name: string): Placed | null => {
    const rows = batch.values[name]
    return rows === undefined ? null : { rows, sampled: false }
  }
  const known = (name: string) => placed(name) ?? shown(name)
  const apply = applying(running[side].run)
  const { samples } = batch
  return { evaluation: evaluation(sides[side], parameters, samples, known, apply), parameters, samples }
}

/** The log-density of each latent on one side, at a draw. */
const densitiesAt = (joint: AnyJoint, within: Within, draw: OfLatent<Draw>): OfLatent<Rows> =>
  remembered((name) => densityAt(within, joint.variables[name] as AnyVariable, draw(name))) // safe: a latent is a variable of both

const likelihoodsAt = ({ p }: Sides, within: Within): OfLatent<Rows> =>
  remembered((name) => likelihoodOf(within, p.variables[name] as AnyVariable)) // safe: what is observed is a variable of p

const summed = (variables: readonly AnyVariable[], of: OfLatent<Rows>): Rows =>
  added(variables.map(({ name }) => of(name)))

// -----------------------------------------------------------------------------
// at the samples of q
// -----------------------------------------------------------------------------

/** All that there is at the samples of q. */
interface Own {
  readonly draw: OfLatent<Draw>
  readonly p: Within
  readonly q: Within
  readonly logPrior: OfLatent<Rows>
  readonly logPosterior: OfLatent<Rows>
  readonly logLikelihood: OfLatent<Rows>
  /** The samples of all latents side by side. */
  readonly together: Draw
}

const ownOf = (shown: Shown, params: SideParams): Own => {
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

// -----------------------------------------------------------------------------
// divergences
// -----------------------------------------------------------------------------

/** The KL divergence of one latent at the samples of those that it depends on. */
const klOf = ({ sides, batch, each }: Shown, { p, q }: Own, name: string): ClosedKl => {
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

// -----------------------------------------------------------------------------
// all latents as one
// -----------------------------------------------------------------------------

/** The posterior of all latents: at the samples of q its densities are those that are there, elsewhere they are worked out. */
const posteriorOf = (shown: Shown, params: SideParams, own: Own): JointPosterior => {
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
      logProb: (q) => (draw) =>
        draw.z === own.together.z && q.parameters === params.q
          ? summed(sides.latents, own.logPosterior)
          : at(q.parameters as SideParams['q'], draw), // safe: a tree of the same form, whose tensors may be constant
    },
  }
}

/** The prior of all latents. */
const priorOf = (shown: Shown, params: SideParams, own: Own, kls: OfLatent<ClosedKl>): JointPrior => {
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

/** The networks of one side in a context. The key is that of what is shown, whose children by name are of the latents. */
export const runningSide = (
  side: 'p' | 'q',
  { key, mode = 'evaluation' }: Pick<Batch, 'key' | 'mode'>,
  { state = {} }: SideParams,
): Running => running({ key: child(side)(child('networks')(key)), mode, states: state[side] })

/** The networks of both sides in the context of a batch. */
const runningBoth = (batch: Batch, params: SideParams): Shown['running'] => ({
  p: runningSide('p', batch, params),
  q: runningSide('q', batch, params),
})

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

/** The latents that can be summed over: those of few values, where a gradient goes through the samples of all others. */
export const summable = ({ latents }: Sides): readonly AnyVariable[] =>
  latents.filter((each) => hasFewValues(each) && latents.every((other) => other === each || !isScored(other)))

/** The states of both sides after what has been asked of a model. */
const afterOf =
  ({ p, q }: Shown['running']) =>
  (before: SideStates): SideStates => ({
    ...(before.p === undefined ? {} : { p: p.after(before.p) }),
    ...(before.q === undefined ? {} : { q: q.after(before.q) }),
  })

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
