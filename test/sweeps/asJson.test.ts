import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { differences, fromJson, toJson } from '../../src/sweeps/asJson.js'
import { choice, logUniform, when } from '../../src/sweeps/parameter.js'
import { asha } from '../../src/sweeps/pruner.js'
import { study } from '../../src/sweeps/study.js'
import { recipe, space } from './synthetic.js'

const own = study({
  ...{ recipe, trials: 7, seeds: 2, pruner: asha(), set: { size: 3 } },
  space: { ...space, deep: choice([true, false]), x: when('kind', ['a'], logUniform(1, 2)) },
})

test('a study is made again of its JSON', () =>
  expect(fromJson(recipe)(JSON.parse(JSON.stringify(toJson(own))))).toEqual(E.right(own)))

test.each([
  null,
  {},
  { ...toJson(own), space: { x: { _tag: 'Between', from: '1' } } },
  { ...toJson(own), sampler: 'tpe' },
])('%j is none', (given) =>
  expect(fromJson(recipe)(given)).toEqual(E.left('study: needs a space, a sampler, a pruner and their numbers')),
)

test('what a recipe does not take any more is said', () =>
  expect(fromJson(recipe)({ ...toJson(own), space: { gone: choice([1]) } })).toEqual(
    E.left('study: there is no option gone'),
  ))

test('differences', () => {
  expect(differences(toJson(own), toJson(own))).toEqual([])
  expect(differences(toJson(own), { ...toJson(own), trials: 9, set: {} })).toEqual(['set', 'trials'])
})
