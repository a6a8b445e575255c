import { describe, expect, it } from 'vitest'
import { adam } from '../../src/optimizers/adam.js'
import { begin, descend, follow, START, slope, type Three, update } from '../support/descent.js'
import { onCpu, tensorsAlive } from '../support/engine.js'
import { distance } from '../support/near.js'
import { PLACES } from './torch.js'

onCpu()

/** Algorithm 1 of arXiv:1412.6980, word for word, in float64. */
const algorithm1 = (rate: (step: number) => number, steps: number, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8) => {
  let [place, m, v]: readonly (readonly number[])[] = [START, [0, 0, 0], [0, 0, 0]]
  const places: (readonly number[])[] = []
  for (let t = 1; t <= steps; t++) {
    const g = slope((place ?? START) as Three)
    m = m?.map((each, at) => beta1 * each + (1 - beta1) * (g[at] ?? 0)) ?? []
    v = v?.map((each, at) => beta2 * each + (1 - beta2) * (g[at] ?? 0) ** 2) ?? []
    const first = m.map((each) => each / (1 - beta1 ** t))
    const second = v.map((each) => each / (1 - beta2 ** t))
    place = (place ?? []).map(
      (each, at) => each - (rate(t) * (first[at] ?? 0)) / (Math.sqrt(second[at] ?? 0) + epsilon),
    )
    places.push(place)
  }
  return places
}

describe('adam', () => {
  it.each<readonly [string, Parameters<typeof adam>[0], ReturnType<typeof algorithm1>]>([
    ['as in the paper', {}, algorithm1(() => 1e-3, 300)],
    ['with another rate', { learningRate: 0.05 }, algorithm1(() => 0.05, 300)],
    [
      'with other moments',
      { learningRate: 0.05, beta1: 0.5, beta2: 0.9, epsilon: 1e-3 },
      algorithm1(() => 0.05, 300, 0.5, 0.9, 1e-3),
    ],
    ['without moments', { learningRate: 0.05, beta1: 0, beta2: 0 }, algorithm1(() => 0.05, 300, 0, 0)],
    ['with a schedule', { learningRate: (step) => 0.1 / step }, algorithm1((step) => 0.1 / step, 300)],
  ])('%s: follows algorithm 1 at every step', (_, options, wanted) => {
    // the gradients of the float64 places, so that no rounding comes back
    const found = follow(
      adam(options),
      [START, ...wanted.slice(0, -1)].map((place) => slope(place as Three)),
    )
    wanted.forEach((place, at) => {
      expect(distance(found[at] ?? [], place)).toBeLessThan(2e-5)
    })
  })

  it('gives the numbers of PyTorch for 200 steps', () => {
    const found = descend(adam({ learningRate: 0.05 }), 200)
    for (const [step, place] of Object.entries<Three>(PLACES.adam))
      expect(distance(found[Number(step) - 1] ?? [], place)).toBeLessThan(2e-5)
  })

  it('gives the numbers of torch.optim.Adam 1.13.0', () => {
    const recorded: readonly (readonly [number, Three])[] = [
      [1, [0.5499999996666667, -1.04999999992, 2.0499999995995]],
      [2, [0.5999167565211623, -1.0999287336082222, 2.1000678740063594]],
      [10, [0.9877175134440738, -1.489730287178246, 2.5074729533409332]],
      [100, [1.5350141712042809, -2.134018506959956, 4.706277645612052]],
    ]
    const found = descend(adam({ learningRate: 0.05 }), 100)
    for (const [step, place] of recorded) expect(distance(found[step - 1] ?? [], place)).toBeLessThan(5e-6)
    const other = descend(adam({ learningRate: 0.05, beta1: 0.5, beta2: 0.9, epsilon: 1e-3 }), 100)
    expect(distance(other[99] ?? [], [1.53191489385962, -2.1276595744135163, 4.712389136905223])).toBeLessThan(5e-6)
    const scheduled = descend(adam({ learningRate: (step) => 0.1 / step }), 100)
    expect(distance(scheduled[99] ?? [], [0.9960801119841338, -1.499842267410118, 2.533307048642892])).toBeLessThan(
      5e-6,
    )
  })

  it('first moves by the learning rate, whatever the gradient', () => {
    const optimizer = adam({ learningRate: 0.25 })
    for (const size of [1e-3, 1, 1e3]) {
      const { params } = update(optimizer, 1, begin(optimizer, [0, 0, 0]), [size, -size, size])
      expect(distance(params, [-0.25, 0.25, -0.25])).toBeLessThan(2e-5)
    }
  })

  it('stays where the gradient has always been 0', () => {
    const optimizer = adam({ learningRate: 0.25 })
    expect(update(optimizer, 1, begin(optimizer), [0, 0, 0]).params).toEqual([...START])
  })

  it('remembers two numbers of every parameter, first zeros', () => {
    expect(begin(adam()).state).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ])
    const { state } = update(adam(), 1, begin(adam()), [1, -2, 3])
    expect(state).toEqual([
      [1, -2, 3],
      [1, 4, 9],
    ])
  })

  it('is pure, and leaves no tensor behind', () => {
    const optimizer = adam({ learningRate: 0.1 })
    const before = tensorsAlive()
    const once = update(
      optimizer,
      3,
      {
        params: [1, 2, 3],
        state: [
          [1, 1, 1],
          [2, 2, 2],
        ],
      },
      [1, 2, 3],
    )
    const again = update(
      optimizer,
      3,
      {
        params: [1, 2, 3],
        state: [
          [1, 1, 1],
          [2, 2, 2],
        ],
      },
      [1, 2, 3],
    )
    expect(again).toEqual(once)
    expect(tensorsAlive()).toBe(before)
  })

  it('has the numbers of a step outside of the update', () => {
    const numbers = adam({ learningRate: (step) => (step === 7 ? 0.5 : 9) }).scalars(7)
    expect(numbers.length).toBe(2)
    const root = Math.sqrt(0.001 / (1 - 0.999 ** 7))
    expect(numbers[0]).toBeCloseTo((0.5 * 0.1) / (1 - 0.9 ** 7) / root, 10)
    expect(numbers[1]).toBeCloseTo(1e-8 / root, 15)
    expect(adam().name).toBe('adam')
  })
})
