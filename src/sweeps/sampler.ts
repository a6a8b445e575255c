/** Samplers: which point a study tries next, as a pure function of its history and a key. */

import { child, type Key } from '../random/key.js'
import { uniforms, words } from './draws.js'
import { gridPoints } from './grid.js'
import { type Goal, type History, type Rungs, ranked, type Trial, trialsOf } from './history.js'
import { plainOf } from './parameter.js'
import { densityOf } from './parzen.js'
import { valueAt } from './scale.js'
import { coordinate, MOST } from './sobol.js'
import { type AnyPoint, namesOf, pointBy, type Space } from './space.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** How points are chosen. */
export type Sampler =
  | { readonly name: 'grid'; readonly steps: number }
  | { readonly name: 'random' }
  | { readonly name: 'sobol' }
  | { readonly name: 'tpe'; readonly startup: number; readonly candidates: number }

/** What of a study a sampler sees. */
export interface Sampled extends Goal, Rungs {
  readonly space: Space
  readonly sampler: Sampler
  readonly seed: number
}

/** Chooses the point of a trial by its number alone. */
type ChooseByNumber = (study: Sampled, trial: number, key: Key) => AnyPoint

/** Chooses the point of the trial after some others. */
type Choose = (study: Sampled, trials: readonly Trial[], key: Key) => AnyPoint

// -----------------------------------------------------------------------------
// constructors
// -----------------------------------------------------------------------------

/** Every combination, with so many values of each parameter that is no choice. */
export const grid = ({ steps = 5 }: { readonly steps?: number } = {}): Sampler => ({ name: 'grid', steps })

/** Points that know nothing of each other. */
export const random = (): Sampler => ({ name: 'random' })

/** Points that fill the space evenly. Source: Joe and Kuo 2008, turned about by the seed of the study. */
export const sobol = (): Sampler => ({ name: 'sobol' })

/**
 * Tree-structured Parzen estimators: points that are likelier among the best trials than among the others.
 *
 * The first trials, ten if left out, are random. Source: Bergstra et al., "Algorithms for Hyper-Parameter Optimization", NeurIPS 2011.
 */
export const tpe = ({
  startup = 10,
  candidates = 24,
}: {
  readonly startup?: number
  readonly candidates?: number
} = {}): Sampler => ({ name: 'tpe', startup, candidates })

/** What of a sampler cannot be, or `null`. */
export const samplerFault = (sampler: Sampler, space: Space): string | null => {
  const counts =
    sampler.name === 'tpe' ? [sampler.startup, sampler.candidates] : sampler.name === 'grid' ? [sampler.steps] : []
  const odd = counts.find((count) => !Number.isSafeInteger(count) || count < 1)
  const size = Object.keys(space).length
  return odd !== undefined
    ? `${sampler.name}: a count must be a positive whole number, not ${odd}`
    : sampler.name === 'sobol' && size > MOST
      ? `sobol: takes ${MOST} parameters or fewer, not ${size}`
      : null
}

// -----------------------------------------------------------------------------
// one by one
// -----------------------------------------------------------------------------

const atRandom: ChooseByNumber = ({ space }, _, key) =>
  pointBy(space, (parameter, name) => valueAt(parameter, uniforms(child(name)(key), 1)[0] as number))

/** The shift of a dimension is the same for all trials: it is drawn from the key of the study. */
const evenly =
  (root: Key): ChooseByNumber =>
  ({ space }, trial) => {
    const names = namesOf(space)
    const shifts = words(child('shift')(root), names.length)
    return pointBy(space, (parameter, name) => {
      const dimension = names.indexOf(name)
      return valueAt(parameter, coordinate(dimension, trial, shifts[dimension]) / 2 ** 32)
    })
  }

/** How many of the trials are the best ones: a tenth, and never more than 25. Source: Optuna 3.1, `default_gamma`. */
export const bestCount = (count: number): number => Math.min(Math.ceil(0.1 * count), 25)

const byDensity =
  ({ startup, candidates }: Extract<Sampler, { readonly name: 'tpe' }>): Choose =>
  (study, trials, key) => {
    const all = ranked(study, trials).map(({ trial }) => trial)
    if (all.length < startup) return atRandom(study, trials.length, key)
    const inOrder = (some: readonly Trial[]) => some.toSorted((a, b) => a.trial - b.trial)
    const count = bestCount(all.length)
    const [best, rest] = [inOrder(all.slice(0, count)), inOrder(all.slice(count))]
    return pointBy(study.space, (parameter, name) => {
      const seenIn = (some: readonly Trial[]) => some.flatMap(({ point }) => point[name] ?? [])
      const [good, bad] = [densityOf(plainOf(parameter), seenIn(best)), densityOf(plainOf(parameter), seenIn(rest))]
      const draws = uniforms(child(name)(key), 2 * candidates)
      const drawn = Array.from({ length: candidates }, (_, at) =>
        good.draw(draws[2 * at] as number, draws[2 * at + 1] as number),
      ).map((value) => ({ value, gain: good.logAt(value) - bad.logAt(value) }))
      return drawn.reduce((one, other) => (other.gain > one.gain ? other : one)).value
    })
  }

/** What chooses by the number of a trial alone. */
const byNumber = (sampler: Exclude<Sampler, { readonly name: 'tpe' }>, root: Key): ChooseByNumber =>
  sampler.name === 'grid'
    ? ({ space }, trial) => gridPoints(space, sampler.steps)[trial] ?? {}
    : sampler.name === 'random'
      ? atRandom
      : evenly(root)

/** The point of a trial where it follows from its number alone; `null` of a sampler that looks at what was measured. */
export const pointByNumber =
  (study: Sampled) =>
  (trial: number, key: Key): AnyPoint | null =>
    study.sampler.name === 'tpe' ? null : byNumber(study.sampler, key)(study, trial, child(trial)(key))

/** The point of the trial after some others. */
export const suggestAfter =
  (study: Sampled) =>
  (trials: readonly Trial[], key: Key): AnyPoint =>
    study.sampler.name === 'tpe'
      ? byDensity(study.sampler)(study, trials, child(trials.length)(key))
      : byNumber(study.sampler, key)(study, trials.length, child(trials.length)(key))

/**
 * The point of the next trial of a study: a pure function of its history and of a key, of which each trial takes a child of its own.
 */
export const suggest =
  (study: Sampled) =>
  (history: History, key: Key): AnyPoint =>
    suggestAfter(study)(trialsOf(study)(history), key)
