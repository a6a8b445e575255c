import { expect, test } from 'vitest'
import { choice, logUniform, uniform, when, whole } from '../../src/sweeps/parameter.js'
import { isThere, namesOf, pointBy, type Space, spaceFault } from '../../src/sweeps/space.js'
import { recipe } from './synthetic.js'

const faultOf = (space: Space) => spaceFault(recipe.options, space)

test('a space of options of the recipe, and of what every recipe takes', () =>
  expect(
    faultOf({
      x: uniform(-1, 1),
      size: whole(1, 9),
      kind: choice(['a']),
      deep: choice([true, false]),
      batch: whole(8, 64),
    }),
  ).toBeNull())

test.each<[Space, string]>([
  [{}, 'study: the space must have one parameter or more'],
  [{ z: uniform(0, 1) }, 'study: there is no option z'],
  [{ lr: uniform(0, 1) }, 'study: lr must be a positive number, not 0'],
  [{ lr: choice([0.1, -1]) }, 'study: lr must be a positive number, not -1'],
  [{ lr: choice(['0.1']) }, 'study: lr must be a positive number, not 0.1'],
  [{ size: uniform(1, 8) }, 'study: size takes whole numbers: write Sweep.whole or Sweep.logWhole'],
  [{ size: choice([0, 1]) }, 'study: size must be a positive whole number, not 0'],
  [{ size: choice([1.5]) }, 'study: size must be a positive whole number, not 1.5'],
  [{ kind: choice(['a', 'd']) }, 'study: kind must be one of a, b, c, not d'],
  [{ kind: uniform(0, 1) }, 'study: kind must be one of a, b, c, not 0'],
  [{ deep: choice([1]) }, 'study: deep must be true or false, not 1'],
  [{ batch: choice([0]) }, 'study: batch must be a positive whole number, not 0'],
  [
    { x: when('kind', ['a'], uniform(0, 1)) },
    'study: x depends on kind, which must be a choice of the space without a condition',
  ],
  [
    { kind: choice(['a', 'b']), x: when('kind', ['c'], uniform(0, 1)) },
    'study: x depends on kind being c, which is none of its values',
  ],
  [{ kind: choice(['a', 'b']), lr: when('kind', ['a'], uniform(0, 1)) }, 'study: lr must be a positive number, not 0'],
])('%j is refused', (space, message) => expect(faultOf(space)).toBe(message))

test('a parameter with a condition is chosen after what it depends on, and only where that holds', () => {
  const space = { lr: when('kind', ['b'], logUniform(0.1, 1)), kind: choice(['a', 'b']) }
  expect(namesOf(space)).toEqual(['kind', 'lr'])
  expect(isThere(space.lr, { kind: 'a' })).toBe(false)
  expect(isThere(space.lr, {})).toBe(false)
  const asked: string[] = []
  const point = pointBy(space, (_, name) => {
    asked.push(name)
    return 'a'
  })
  expect([point, asked]).toEqual([{ kind: 'a' }, ['kind']])
})
