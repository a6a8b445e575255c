import { describe, expect, it } from 'vitest'
import { sgd } from '../../src/optimizers/sgd.js'
import { begin, descend, START, slope, type Three, update } from '../support/descent.js'
import { onCpu, tensorsAlive } from '../support/engine.js'
import { distance } from '../support/near.js'
import { PLACES } from './torch.js'

onCpu()

/** Gradient descent with momentum in float64. */
const reference = (rate: (step: number) => number, steps: number, momentum = 0) => {
  const [place, velocity] = [[...START], [0, 0, 0]]
  return Array.from({ length: steps }, (_, before) => {
    slope(place as unknown as Three).forEach((g, at) => {
      velocity[at] = momentum * (velocity[at] ?? 0) + g
      place[at] = (place[at] ?? 0) - rate(before + 1) * (velocity[at] ?? 0)
    })
    return [...place]
  })
}

describe('sgd', () => {
  it.each<readonly [string, Parameters<typeof sgd>[0], ReturnType<typeof reference>]>([
    ['by default', {}, reference(() => 0.01, 200)],
    ['with another rate', { learningRate: 0.05 }, reference(() => 0.05, 200)],
    ['with momentum', { momentum: 0.9 }, reference(() => 0.01, 200, 0.9)],
    [
      'with a schedule, which acts at once on the velocity',
      { momentum: 0.9, learningRate: (step) => 0.1 / step },
      reference((step) => 0.1 / step, 200, 0.9),
    ],
  ])('%s: follows its formula at every step', (_, options, wanted) => {
    const found = descend(sgd(options), wanted.length)
    wanted.forEach((place, at) => {
      expect(distance(found[at] ?? [], place)).toBeLessThan(1e-5)
    })
  })

  it('gives the numbers of torch.optim.SGD 1.13.0', () => {
    expect(
      distance(descend(sgd(), 100)[99] ?? [], [1.3692926147142557, -2.1057140664676335, 4.26294416941736]),
    ).toBeLessThan(5e-6)
    const recorded: readonly (readonly [number, Three])[] = [
      [1, [0.515, -1.0625, 2.0124844050964144]],
      [2, [0.5435125000000001, -1.177575, 2.036544354156529]],
      [10, [1.1047139254592542, -2.509968680337001, 2.64149676771906]],
      [100, [1.5267894522927394, -2.122327771148012, 4.722850775220237]],
    ]
    const found = descend(sgd({ momentum: 0.9 }), 100)
    for (const [step, place] of recorded) expect(distance(found[step - 1] ?? [], place)).toBeLessThan(5e-6)
    const scheduled = descend(sgd({ momentum: 0.9, learningRate: (step) => 0.1 / step }), 100)
    expect(distance(scheduled[99] ?? [], [1.533662555158937, -2.1265938770850656, 4.706479414691038])).toBeLessThan(
      5e-6,
    )
  })

  it.each([
    ['sgd', sgd()],
    ['sgd with momentum', sgd({ momentum: 0.9 })],
    ['sgd with nesterov', sgd({ momentum: 0.9, nesterov: true })],
    ['sgd with dampening', sgd({ learningRate: 0.05, momentum: 0.9, dampening: 0.5 })],
  ] as const)('gives the numbers of PyTorch for 200 steps: %s', (name, optimizer) => {
    const found = descend(optimizer, 200)
    for (const [step, place] of Object.entries<Three>(PLACES[name]))
      expect(distance(found[Number(step) - 1] ?? [], place)).toBeLessThan(2e-5)
  })

  it('says what is wrong with dampening, and with looking ahead without momentum', () => {
    expect(sgd({ dampening: 1 }).fault).toBe('sgd: the dampening must be from 0 to below 1 in float32, not 1')
    expect(sgd({ nesterov: true }).fault).toBe(
      'sgd: nesterov needs momentum above 0 and no dampening, not momentum 0 and dampening 0',
    )
    expect(sgd({ nesterov: true, momentum: 0.9, dampening: 0.5 }).fault).toBe(
      'sgd: nesterov needs momentum above 0 and no dampening, not momentum 0.9 and dampening 0.5',
    )
  })

  it('remembers nothing without momentum, and the velocity with it', () => {
    expect(begin(sgd()).state).toEqual([])
    expect(update(sgd(), 1, begin(sgd()), [1, 2, 3]).state).toEqual([])
    const optimizer = sgd({ momentum: 0.5 })
    const first = update(optimizer, 1, begin(optimizer), [1, 2, 4])
    expect(first.state).toEqual([[1, 2, 4]])
    expect(update(optimizer, 2, first, [1, 0, 0]).state).toEqual([[1.5, 1, 2]])
  })

  it('is pure, and leaves no tensor behind', () => {
    const optimizer = sgd({ momentum: 0.9 })
    const before = tensorsAlive()
    const at = { params: [1, 2, 3], state: [[1, 1, 1]] } as const
    expect(update(optimizer, 3, at, [1, 2, 3])).toEqual(update(optimizer, 3, at, [1, 2, 3]))
    expect(tensorsAlive()).toBe(before)
    expect(optimizer.name).toBe('sgd')
  })
})
