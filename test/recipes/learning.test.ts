import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { choose, type Engine } from '../../src/engines/index.js'
import { child, from } from '../../src/random/key.js'
import type { Experiment } from '../../src/recipes/experiment.js'
import { sourceOf } from '../../src/recipes/pixels.js'
import { RECIPES } from '../../src/recipes/registry.js'
import { hostLeaves } from '../../src/tensors/tree.js'
import { right, run } from '../support/outcome.js'

const key = from(7)

/** Small networks, of the recipes that have options for them. */
const SMALL = { hidden: 48, latent: 6, components: 8 } as const

/** The first of the data of a recipe that needs no file, or `null`. */
const drawnOf = ({ data }: (typeof RECIPES)[number]): string | null =>
  data.find((name) => ['Drawn', undefined].includes(sourceOf(name)?._tag)) ?? null

/** Recipes of data that is drawn; the others want files. */
const DRAWN = RECIPES.flatMap((recipe) => {
  const data = drawnOf(recipe)
  return data === null ? [] : [[recipe.name, recipe, data] as const]
})

let [compiled, eager] = [null as unknown as Engine, null as unknown as Engine]
beforeAll(async () => {
  eager = (await run(choose('cpu'))).engine
  compiled = (await run(choose('onnxruntime'))).engine
})
afterAll(async () => {
  await compiled.close()
  await eager.close()
})

/** The experiment of a recipe. */
const prepared = (recipe: (typeof RECIPES)[number], name: string): Promise<Experiment> => {
  const written = Object.fromEntries(Object.entries(SMALL).filter(([option]) => option in recipe.options))
  return run(right(recipe.configure(written, name)).prepare({ name, key: child('data')(key) }))
}

/** The objective of each step of so many examples, at least of so many steps, and the parameters at the end. */
const learned = async (experiment: Experiment, engine: Engine, batch = 64, steps = Number.POSITIVE_INFINITY) => {
  const objectives: number[] = []
  const { params } = await run(
    experiment.train({
      ...{ epochs: 2, batch, samples: 2, key, engine },
      listen: (event) => {
        if (event._tag === 'Stepped') objectives.push(event.values.objective)
      },
      signal: {
        get aborted() {
          return objectives.length >= steps
        },
      },
    }),
  )
  return { objectives, numbers: hostLeaves(params).flatMap(({ value }) => [...value.values]) }
}

const meanOf = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length

describe.each(DRAWN)('%s', (_, recipe, data) => {
  it('learns: its objective is larger in the last quarter than in the first, and all is finite', async () => {
    const { objectives, numbers } = await learned(await prepared(recipe, data), compiled)
    const quarter = Math.floor(objectives.length / 4)
    expect(quarter).toBeGreaterThan(3)
    expect(objectives.every(Number.isFinite)).toBe(true)
    expect(numbers.every(Number.isFinite)).toBe(true)
    expect(meanOf(objectives.slice(-quarter))).toBeGreaterThan(meanOf(objectives.slice(0, quarter)))
  })

  it('takes the same first steps without a compiler', async () => {
    const experiment = await prepared(recipe, data)
    const { objectives: first } = await learned(experiment, eager, 8, 3)
    const { objectives } = await learned(experiment, compiled, 8, 3)
    expect(first.length).toBeGreaterThanOrEqual(3)
    first.slice(0, 3).forEach((value, step) => {
      expect(Math.abs((objectives[step] as number) / value - 1)).toBeLessThan(1e-3)
    })
  })
})
