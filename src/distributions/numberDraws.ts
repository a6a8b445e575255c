/** The log-densities and samples of independent numbers, by the formula for one. Types are erased. */

import type { Key } from '../random/key.js'
import type { Dim } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { type Leaf, sub } from './leaf.js'
import { forSamples } from './noise.js'
import { type AnyFormula, firstOf, type Like, type Placed, summedOver, totalled, type Value } from './numberFormula.js'

/** Its log-density, of numbers and of coordinates. */
export const densitiesOf = (formula: AnyFormula) => {
  const { coordinate, logDensity } = formula
  const ofFormula = (each: AnyFormula['logDensity']) => (distribution: Value) => (x: Leaf) =>
    totalled(formula, distribution, each?.(x, distribution) ?? x)
  const logProbAt = ofFormula(coordinate?.logDensity ?? logDensity)
  /** The log-density of numbers, by their coordinate. */
  const byCoordinate = (distribution: Value) => (at: Leaf) =>
    sub(summedOver(formula, distribution, coordinate?.chart.logVolume(at) ?? at))(logProbAt(distribution)(at))
  const logProb =
    logDensity === undefined
      ? (distribution: Value) => (x: Leaf) => byCoordinate(distribution)(coordinate?.chart.of(x) ?? x)
      : ofFormula(logDensity)
  return { logProb, logProbAt, byCoordinate }
}

/** Its samples. */
export const samplesOf = (formula: AnyFormula) => {
  const { coordinate, gradient, sampleWithLogDensity } = formula
  const { logProb, byCoordinate } = densitiesOf(formula)
  const held = (z: Leaf) => (gradient === 'score' ? T.stopGradient(z) : z)
  const many =
    <Out>(run: (key: Key, like: Like, distribution: Value) => Out) =>
    (key: Key, samples: Dim, count: number) =>
    (distribution: Value): Out =>
      run(key, forSamples(samples, count)(firstOf(formula, distribution)), distribution)
  const one = (key: Key, like: Like, distribution: Value) => held(formula.sample(key, like, distribution))
  const placed = (key: Key, like: Like, distribution: Value): Placed =>
    coordinate?.draw(key, like, distribution) ?? { z: one(key, like, distribution) }
  const weighed = (key: Key, like: Like, distribution: Value) => {
    const drawn = sampleWithLogDensity?.(key, like, distribution)
    if (drawn !== undefined) return { z: drawn.z, logProb: totalled(formula, distribution, drawn.logDensity) }
    const { z, coordinate: at } = placed(key, like, distribution)
    return {
      z,
      logProb: at === undefined || formula.logDensity ? logProb(distribution)(z) : byCoordinate(distribution)(at),
    }
  }
  return {
    sampleEach: (key: Key) => (distribution: Value) =>
      formula.sample(key, firstOf(formula, distribution), distribution),
    sample: many(one),
    sampleWithCoordinate: many(placed),
    sampleWithLogProb: many(weighed),
    draw: (key: Key, count: number) => many(formula.weighedByNoise ? weighed : placed)(key, 'samples', count),
  }
}
