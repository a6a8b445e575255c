import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { choose, type Engine } from '../../src/engines/index.js'
import { child, from } from '../../src/random/key.js'
import type { Experiment } from '../../src/recipes/experiment.js'
import { RECIPES } from '../../src/recipes/registry.js'
import { hostLeaves } from '../../src/tensors/tree.js'
import { right, run } from '../support/outcome.js'

const key = from(7)

/** Small networks, of the recipes that have options for them. */
const SMALL = { hidden: 48, latent: 6 } as const

/** Recipes of data that is drawn; the others want files. */
const DRAWN = RECIPES.filter(({ data }) => data.includes('sprites'))

let engine: Engine
beforeAll(async () => {
  engine = (await run(choose('onnxruntime'))).engine
})
afterAll(() => engine.close())

/** The experiment of a recipe on sprites. */
const prepared = (recipe: (typeof RECIPES)[number]): Promise<Experiment> => {
  const written = Object.fromEntries(Object.entries(SMALL).filter(([name]) => name in recipe.options))
  return run(right(recipe.configure(written, 'sprites')).prepare({ name: 'sprites', key: child('data')(key) }))
}

/** The objective of each step, and the parameters at the end. */
const learned = async (experiment: Experiment) => {
  const objectives: number[] = []
  const { params } = await run(
    experiment.train({
      ...{ epochs: 2, batch: 64, samples: 2, key, engine },
      listen: (event) => {
        if (event._tag === 'Stepped') objectives.push(event.values.objective)
      },
    }),
  )
  return { objectives, numbers: hostLeaves(params).flatMap(({ value }) => [...value.values]) }
}

const meanOf = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length

describe.each(DRAWN.map((recipe) => [recipe.name, recipe] as const))('%s', (_, recipe) => {
  it('learns: its objective is larger in the last quarter than in the first, and all is finite', async () => {
    const { objectives, numbers } = await learned(await prepared(recipe))
    const quarter = Math.floor(objectives.length / 4)
    expect(quarter).toBeGreaterThan(3)
    expect(objectives.every(Number.isFinite)).toBe(true)
    expect(numbers.every(Number.isFinite)).toBe(true)
    expect(meanOf(objectives.slice(-quarter))).toBeGreaterThan(meanOf(objectives.slice(0, quarter)))
  })
})
