import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, it } from 'vitest'
import { from } from '../../src/random/key.js'
import type { Experiment } from '../../src/recipes/experiment.js'
import { whole } from '../../src/recipes/option.js'
import { optionRefused } from '../../src/recipes/options.js'
import { isRecipe, make } from '../../src/recipes/recipe.js'
import { right } from '../support/outcome.js'
import { refused as left } from './refused.js'

/** What `build` is given, as an experiment: what is asked of one here is only that it comes out. */
const seen = (given: object): Experiment => given as Experiment

const parts = {
  name: 'mine',
  paper: 'a paper',
  about: 'a model',
  options: { latent: whole({ default: 2, from: 1, about: 'dimensions' }) },
  data: { names: ['one', 'two'], load: ({ name }: { readonly name: string }) => TE.right(`data of ${name}`) },
} as const

const recipe = make({
  ...parts,
  settings: { epochs: 3 },
  conflict: ({ latent }, data) => (latent > 5 && data === 'two' ? optionRefused('latent', 'is too large') : null),
  build: ({ options, data }) =>
    options.latent === 4 ? optionRefused('latent', 'is not for this data') : seen({ data, latent: options.latent }),
})

describe('a recipe', () => {
  it('says what it is', () =>
    expect(recipe).toMatchObject({
      ...{ _tag: 'Recipe', name: 'mine', paper: 'a paper', about: 'a model', data: ['one', 'two'] },
      settings: { epochs: 3, batch: 128, samples: 1 },
    }))

  it('builds its experiment from decoded options and loaded data', async () => {
    const { values, prepare } = right(recipe.configure({ latent: '3' }, 'one'))
    expect(values).toEqual({ latent: 3 })
    expect(await prepare({ name: 'two', key: from(1) })()).toEqual(E.right({ data: 'data of two', latent: 3 }))
  })

  it('refuses options that it does not take, before data is loaded where it can', async () => {
    expect(left(recipe.configure({ latent: 0 }, 'one')).message).toBe('latent must be a positive whole number, not 0')
    expect(left(recipe.configure({ latent: 6 }, 'two')).message).toBe('is too large')
    const { prepare } = right(recipe.configure({ latent: 4 }, 'one'))
    expect(left(await prepare({ name: 'one', key: from(1) })()).message).toBe('is not for this data')
  })

  it('has a model without data only where the sizes of the data are known', () => {
    expect(right(recipe.configure({}, 'one')).sketch('one')).toBe(null)
    const sized = make({ ...parts, data: { ...parts.data, shape: () => 'sizes' }, build: ({ data }) => seen({ data }) })
    expect(right(sized.configure({}, 'one')).sketch('one')).toEqual({ data: 'sizes' })
  })

  it.each([
    [{ name: 'My VAE' }, 'recipe: the name must be lower case, with dashes between words, not My VAE'],
    [
      { options: { latent: whole({ default: 0, from: 1, about: '' }) } },
      'recipe: the default of latent must be a positive whole number, not 0',
    ],
    [
      { options: { 'la-tent': whole({ about: '' }) } },
      'recipe: the name of an option must be letters and digits, not la-tent',
    ],
    // a cast has let it past the compiler
    [
      { options: { seed: whole({ about: '' }) as never } },
      'recipe: every recipe has the option seed: give it another name',
    ],
  ])('%# is refused as it is made', (wrong, words) =>
    expect(() => make({ ...parts, ...(wrong as object), build: () => seen({}) })).toThrow(words),
  )

  it('is known among other values', () =>
    expect([recipe, {}, null, { _tag: 'Recipe' }, 3].map(isRecipe)).toEqual([true, false, false, false, false]))
})
