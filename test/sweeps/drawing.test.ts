import { expect, test } from 'vitest'
import { drawnPlane, drawnWays } from '../../src/sweeps/drawing.js'

const plane = { label: 'a plane', x: 'epoch', y: '<objective>', joined: true } as const

test('a plane spans its values, and leaves out those that are not finite', () => {
  const drawn = drawnPlane({
    ...plane,
    traces: [
      {
        points: [
          [0, -10],
          [4, 10],
        ],
        marked: false,
        title: 'one',
      },
      {
        points: [
          [2, Number.NaN],
          [2, 0],
        ],
        marked: true,
        title: 'two',
      },
    ],
  })
  expect(drawn).toContain('M74.0 252.0L544.0 16.0')
  expect(drawn).not.toContain('NaN')
  expect(drawn).toContain('&lt;objective&gt;')
  expect(drawn.indexOf('two')).toBeGreaterThan(drawn.indexOf('one'))
})

test('of one value it has something on both sides, and of none it is nothing', () => {
  expect(drawnPlane({ ...plane, traces: [{ points: [[1, 1]], marked: true, title: 'one' }] })).toContain('cx="309.0"')
  expect(drawnPlane({ ...plane, traces: [] })).toBe('')
})

test('a way has a gap where it is on no axis, and the better are drawn over the others', () => {
  const marks = [
    [0, 'low'],
    [1, 'high'],
  ] as const
  const axes = ['a', 'b', 'c', 'd'].map((name) => ({ name, marks }))
  const drawn = drawnWays(axes, [
    { parts: [0, 1, null, 0.5], good: 1, title: 'good' },
    { parts: [0, 0, 0, 0], good: 0, title: 'bad' },
  ])
  expect(drawn).toContain('d="M60.0 270.0L206.7 44.0M500.0 157.0"')
  expect(drawn.indexOf('good')).toBeGreaterThan(drawn.indexOf('bad'))
})
