import { expect, it } from 'vitest'
import { records } from '../../../src/data/records.js'
import { factorFields } from '../../../src/data/sources/factorFields.js'
import { sprites } from '../../../src/data/sources/sprites.js'
import { from } from '../../../src/random/key.js'
import { range } from '../real.js'

it('are the factors that the pictures beside them were drawn from', () => {
  const { binary, factors } = sprites({ key: from(1), count: 30, size: 8 })
  const { count, fields } = records('sprites', { x: binary, ...factorFields(factors) })
  expect([count, Object.keys(fields)]).toEqual([30, ['x', 'shape', 'scale', 'rotation', 'left', 'top']])
  const all = range(0, 30)
  for (const [name, factor] of [
    ['scale', 'scale'],
    ['rotation', 'rotation'],
    ['left', 'x'],
    ['top', 'y'],
  ] as const)
    expect(fields[name].rows(all, from(0))).toEqual(factors[factor].values)
  const ones = [...fields.shape.rows(all, from(0))].flatMap((one, at) => (one === 1 ? [at % 3] : []))
  expect(ones).toEqual([...factors.shape.values])
})
