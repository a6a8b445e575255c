import { describe, expect, it } from 'vitest'
import { adagrad } from '../../src/optimizers/adagrad.js'
import { begin, descend, START, slope, type Three, update } from '../support/descent.js'
import { onCpu, tensorsAlive } from '../support/engine.js'
import { distance } from '../support/near.js'
import { PLACES } from './torch.js'

onCpu()

/** Adagrad in float64. */
const reference = (rate: (step: number) => number, steps: number, epsilon = 1e-8) => {
  const [place, squares] = [[...START], [0, 0, 0]]
  return Array.from({ length: steps }, (_, before) => {
    slope(place as unknown as Three).forEach((g, at) => {
      squares[at] = (squares[at] ?? 0) + g * g
      place[at] = (place[at] ?? 0) - (rate(before + 1) * g) / (Math.sqrt(squares[at] ?? 0) + epsilon)
    })
    return [...place]
  })
}

describe('adagrad', () => {
  it.each<readonly [string, Parameters<typeof adagrad>[0], ReturnType<typeof reference>]>([
    ['by default', {}, reference(() => 0.01, 200)],
    ['with another rate', { learningRate: 0.1 }, reference(() => 0.1, 200)],
    ['with another epsilon', { learningRate: 0.1, epsilon: 0.5 }, reference(() => 0.1, 200, 0.5)],
    ['with a schedule', { learningRate: (step) => 1 / step }, reference((step) => 1 / step, 200)],
  ])('%s: follows its formula at every step', (_, options, wanted) => {
    const found = descend(adagrad(options), wanted.length)
    wanted.forEach((place, at) => {
      expect(distance(found[at] ?? [], place)).toBeLessThan(1e-5)
    })
  })

  it('gives the numbers of PyTorch for 200 steps', () => {
    const found = descend(adagrad({ learningRate: 0.1 }), 200)
    for (const [step, place] of Object.entries<Three>(PLACES.adagrad))
      expect(distance(found[Number(step) - 1] ?? [], place)).toBeLessThan(2e-5)
  })

  it('gives the numbers of torch.optim.Adagrad 1.13.0', () => {
    const recorded: readonly (readonly [number, Three])[] = [
      [1, [0.5999999993333334, -1.09999999984, 2.099999999199001]],
      [2, [0.6668964721983995, -1.1673848782431218, 2.1771636706463737]],
      [10, [0.9465286970376625, -1.4536757408701009, 2.570536217300349]],
      [100, [1.4920690251556579, -2.071376877869536, 3.993132521026958]],
    ]
    const found = descend(adagrad({ learningRate: 0.1 }), 100)
    for (const [step, place] of recorded) expect(distance(found[step - 1] ?? [], place)).toBeLessThan(5e-6)
  })

  it('remembers the sum of the squared gradients, and stays where they are 0', () => {
    const optimizer = adagrad({ learningRate: 0.1 })
    expect(begin(optimizer).state).toEqual([[0, 0, 0]])
    const first = update(optimizer, 1, begin(optimizer), [1, 0, 3])
    expect(first.state).toEqual([[1, 0, 9]])
    expect(first.params[1]).toBe(START[1])
    expect(update(optimizer, 2, first, [2, 0, 0]).state).toEqual([[5, 0, 9]])
  })

  it('is pure, and leaves no tensor behind', () => {
    const optimizer = adagrad({ learningRate: 0.1 })
    const before = tensorsAlive()
    const at = { params: [1, 2, 3], state: [[1, 1, 1]] } as const
    expect(update(optimizer, 3, at, [1, 2, 3])).toEqual(update(optimizer, 3, at, [1, 2, 3]))
    expect(tensorsAlive()).toBe(before)
    expect(optimizer.name).toBe('adagrad')
  })
})
