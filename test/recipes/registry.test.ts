import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { RECIPES, recipeOf } from '../../src/recipes/registry.js'
import { hostLeaves } from '../../src/tensors/tree.js'
import { right, run } from '../support/outcome.js'

describe('the recipes that there are', () => {
  it('have names of their own, and are found by them', () => {
    const names = RECIPES.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    for (const recipe of RECIPES) expect(recipeOf(recipe.name)).toBe(recipe)
    expect([recipeOf('none'), names[0]]).toEqual([null, 'vae'])
  })

  it.each(RECIPES.map((recipe) => [recipe.name, recipe] as const))(
    '%s builds on each of its data',
    async (_, recipe) => {
      expect(recipe.paper).toMatch(/arXiv:\d{4}\.\d{4,5}|[, ](19|20)\d\d/)
      for (const name of recipe.data) {
        const experiment = right(recipe.configure({}, name)).sketch(name)
        if (experiment === null) throw new Error(`${recipe.name} is not built on ${name}`)
        expect(hostLeaves(await run(experiment.blank)).length, name).toBeGreaterThan(3)
        expect(experiment.fault(recipe.settings, { engine: 'onnxruntime', memory: 8e9 })).toBe(null)
      }
      expect(E.isLeft(recipe.configure({ nonsense: 1 }, recipe.data[0]))).toBe(true)
    },
  )
})
