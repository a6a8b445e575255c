import { describe, expect, it } from 'vitest'
import { rmsprop } from '../../src/optimizers/rmsprop.js'
import { begin, descend, follow, type Three } from '../support/descent.js'
import { onCpu } from '../support/engine.js'
import { distance } from '../support/near.js'
import { PLACES } from './torch.js'

onCpu()

const RECORDED = [
  ['rmsprop', rmsprop()],
  ['rmsprop, centered', rmsprop({ learningRate: 0.005, smoothing: 0.9, epsilon: 1e-2, centered: true })],
  ['rmsprop with momentum', rmsprop({ learningRate: 0.002, momentum: 0.8 })],
  [
    'rmsprop, centered with momentum',
    rmsprop({ learningRate: 0.002, smoothing: 0.9, epsilon: 1e-2, centered: true, momentum: 0.8 }),
  ],
] as const

describe('rmsprop', () => {
  it.each(RECORDED)('gives the numbers of PyTorch for 200 steps: %s', (name, optimizer) => {
    const found = descend(optimizer, 200)
    for (const [step, place] of Object.entries<Three>(PLACES[name]))
      expect(distance(found[Number(step) - 1] ?? [], place)).toBeLessThan(2e-5)
  })

  it('remembers a tensor for the squares, for the mean and for the velocity', () =>
    expect(
      [{}, { centered: true }, { momentum: 0.5 }, { centered: true, momentum: 0.5 }].map(
        (options) => begin(rmsprop(options)).state.length,
      ),
    ).toEqual([1, 2, 2, 3]))

  it('takes a variance that rounding makes negative for 0', () => {
    const optimizer = rmsprop({ smoothing: 0.1, centered: true, epsilon: 1e-3 })
    // one gradient, always: its variance is 0 but for rounding
    const places = follow(
      optimizer,
      Array.from({ length: 60 }, () => [0.1, 3.3, 1e3] as const),
    )
    for (const place of places) expect(place.every(Number.isFinite)).toBe(true)
  })

  it('says what is wrong with a setting', () => {
    expect(rmsprop({ smoothing: 1 }).fault).toBe('rmsprop: the smoothing must be from 0 to below 1 in float32, not 1')
    expect(rmsprop({ epsilon: 0 }).fault).toBe('rmsprop: epsilon must be above 0 and finite in float32, not 0')
    expect(rmsprop({ momentum: -1 }).fault).toBe('rmsprop: the momentum must be from 0 to below 1 in float32, not -1')
  })
})
