/** Equal values are made once; rules see an operation before it is made. */
import { expect, test } from 'vitest'
import { makeBuilder, type Rule } from '../../../src/compiler/graph/builder.js'
import { inOrder } from '../../../src/compiler/graph/value.js'

test('equal values are one value, and others are not', () => {
  const builder = makeBuilder([])
  const x = builder.input('x', [2], 'float32')
  expect(builder.operation('Exp', [x], [2])).toBe(builder.operation('Exp', [x], [2]))
  expect(builder.operation('Exp', [x], [2])).not.toBe(builder.operation('Log', [x], [2]))
  expect(builder.operation('Elu', [x], [2], 'float32', { alpha: 1 })).not.toBe(builder.operation('Elu', [x], [2]))
  expect(builder.splat(0)).not.toBe(builder.splat(-0))
  expect(builder.splat(0, [], 'int32')).not.toBe(builder.splat(0))
  expect(builder.splat(Number.NaN)).toBe(builder.splat(Number.NaN))
})

test('a constant of one number is a splat, but a list of integers stays a list', () => {
  const builder = makeBuilder([])
  expect(builder.constant([2, 2], [2], 'float32')).toBe(builder.splat(2, [2]))
  expect(builder.constant([1, 2], [2], 'float32')).toMatchObject({ kind: 'constant' })
  expect(builder.constant([], [0], 'float32')).toMatchObject({ kind: 'constant' })
  expect(builder.integers([3, 3])).toMatchObject({ kind: 'constant', shape: [2], type: 'int64' })
})

test('numbers are those of their type', () => {
  const builder = makeBuilder([])
  expect(builder.splat(0.1).value).toBe(Math.fround(0.1))
  expect(builder.splat(-2.5, [], 'int32').value).toBe(-2)
  expect(builder.splat(3, [], 'bool').value).toBe(1)
})

test('the first rule that applies decides', () => {
  const toZero: Rule = {
    name: 'zero',
    operations: ['Exp'],
    simplify: (builder, { shape }) => builder.splat(0, shape),
  }
  const builder = makeBuilder([toZero])
  const x = builder.input('x', [2], 'float32')
  expect(builder.operation('Exp', [x], [2])).toBe(builder.splat(0, [2]))
  expect(builder.operation('Log', [x], [2])).toMatchObject({ operation: 'Log' })
})

test('values come after what they are made of, once', () => {
  const builder = makeBuilder([])
  const x = builder.input('x', [2], 'float32')
  const exponential = builder.operation('Exp', [x], [2])
  const sum = builder.operation('Add', [exponential, exponential], [2])
  expect(inOrder([sum, exponential])).toEqual([x, exponential, sum])
})
