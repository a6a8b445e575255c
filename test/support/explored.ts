/** Explorers of recipes that were not trained: parameters in the place of those that a checkpoint has, and the model of a page. */

import { pipe } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'
import { expect } from 'vitest'
import { explorerOf } from '../../src/cli/explorer.js'
import { choose } from '../../src/engines/select.js'
import { readBlob } from '../../src/explorer/blob.js'
import { type Machine, machine } from '../../src/explorer/machine.js'
import type { Made } from '../../src/explorer/made.js'
import type { Explorer } from '../../src/explorer/model.js'
import { latentsOf, levelAt } from '../../src/explorer/view/levels.js'
import { child, from, uniform } from '../../src/random/key.js'
import type { Experiment } from '../../src/recipes/experiment.js'
import { RECIPES } from '../../src/recipes/registry.js'
import type { Parameters } from '../../src/recipes/views.js'
import { elements } from '../../src/tensors/tensor.js'
import { hostLeaves, withHostLeaves } from '../../src/tensors/tree.js'
import { run } from './outcome.js'

/** Parameters in the place of those that a checkpoint has. */
export const filled = (params: Parameters): Parameters =>
  withHostLeaves(
    params as never,
    hostLeaves(params).map(({ path, value }, place) => {
      const noise = uniform(child(place)(from(5)), elements(value.sizes))
      // a variance that is held is above 0
      return { ...value, values: noise.map((each) => (path.startsWith('state') ? 0.5 + each : 0.6 * (each - 0.4))) }
    }),
  ) as Parameters

/** Options that make networks small, of those that a recipe has. */
const SMALL = { hidden: '12', hidden2: '12', latent: '3', latent2: '3' }

/** The experiment of a recipe with small networks, without its data. */
export const sketched = (
  recipe: (typeof RECIPES)[number],
  options: Readonly<Record<string, string>> = {},
): Experiment => {
  const small = Object.fromEntries(Object.entries({ ...SMALL, ...options }).filter(([name]) => name in recipe.options))
  const [data] = recipe.data
  const configured = pipe(recipe.configure(small, data), O.getRight)
  return O.isSome(configured) ? (configured.value.sketch(data) as Experiment) : expect.fail(recipe.name)
}

/** A recipe by its name, sketched, with its parameters, its explorer, and the machine on each of its latents. */
export interface SketchedExplorer {
  readonly experiment: Experiment
  readonly params: Parameters
  readonly made: Made
  readonly machines: readonly Machine[]
}

/** The explorer of a sketched recipe, with some of its examples. */
export const exploredBy = async (
  name: string,
  options: Readonly<Record<string, string>> = {},
  points = 0,
): Promise<SketchedExplorer> => {
  const recipe = RECIPES.find((each) => each.name === name) ?? expect.fail(name)
  const experiment = sketched(recipe, options)
  const params = filled(await run(experiment.blank))
  const { engine } = await run(choose('wasm'))
  const made = await run(
    explorerOf({
      ...{ experiment, params, engine, key: from(1), recipe: name, data: 'data', objective: 'ELBO', trained: '' },
      ...{ points, small: false },
    }),
  )
  if (made === null) return expect.fail(`${name} has no explorer`)
  const { header, numbers } = readBlob<Explorer>(made.bytes.buffer)
  const machines = latentsOf(header).map((_, at) => machine({ header: levelAt(header, at), numbers }))
  return { experiment, params, made, machines }
}

/** What the model makes of an example, by an engine. */
export const reconstructionOf = async ({ experiment, params }: SketchedExplorer, x: Float32Array) => {
  const { engine } = await run(choose('wasm'))
  const rows = { ...experiment.examples(1, from(1)), values: x }
  const { reconstruct } = experiment.views
  const found = await run(reconstruct?.({ params, engine, key: from(1) })(rows) ?? expect.fail('it reconstructs'))
  return found.values
}

/** How far two lists of numbers are, where they are farthest. */
export const farthest = (one: ArrayLike<number>, other: ArrayLike<number>): number =>
  one.length === other.length
    ? Math.max(...Array.from(one, (value, at) => Math.abs(value - (other[at] as number))))
    : Number.NaN

/** An example of zeros and ones. */
export const someBits = (count: number, seed = 1): Float32Array => uniform(from(seed), count).map(Math.round)

/** The integral of a density over a line. */
export const integral = (density: (z: readonly number[]) => number): number =>
  Array.from({ length: 4001 }, (_, at) => Math.exp(density([at / 50 - 40])) / 50).reduce((sum, each) => sum + each, 0)
