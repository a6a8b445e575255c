import { readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cataloguePage, pictureOf } from '../../scripts/cataloguePage.mjs'
import { recipesListed } from '../../src/cli/recipes.js'
import { RECIPES } from '../../src/recipes/registry.js'
import { run } from '../support/outcome.js'
import { filesUnder, ROOT, textOf } from './sources.js'

const drawn = filesUnder('docs', '.png').map((path) => path.replace(/^catalogue\//, ''))

test('docs/catalogue.md says what the recipes say: npm run catalogue', async () => {
  const listed = await run(recipesListed)
  const all = RECIPES.map((recipe, at) => ({
    ...(listed[at] ?? expect.fail()),
    ...{ options: recipe.options, settings: recipe.settings },
    picture: drawn.includes(`${recipe.name}.png`) ? pictureOf(recipe as never) : null,
  }))
  expect(textOf('docs/catalogue.md')).toBe(cataloguePage(all))
})

test('every recipe whose data needs no file has a picture, and all are small', () => {
  const wanted = RECIPES.filter(
    (recipe) => recipe.data.some((name) => name === 'sprites') && pictureOf(recipe as never) !== null,
  )
  expect(wanted.map(({ name }) => `${name}.png`).filter((name) => !drawn.includes(name))).toEqual([])
  expect(drawn.filter((name) => !RECIPES.some((recipe) => name === `${recipe.name}.png`))).toEqual([])
  const bytes = drawn.map((name) => statSync(`${ROOT}/docs/catalogue/${name}`).size)
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(1e6)
  for (const name of drawn) expect(readFileSync(`${ROOT}/docs/catalogue/${name}`).subarray(1, 4).toString()).toBe('PNG')
})
