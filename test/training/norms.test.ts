import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import { elbo } from '../../src/losses/estimators.js'
import { adam, sgd } from '../../src/optimizers/index.js'
import { from } from '../../src/random/key.js'
import { hostLeaves } from '../../src/tensors/tree.js'
import type { Started, Stepped, TrainingEvent } from '../../src/training/events.js'
import * as Train from '../../src/training/fit.js'
import { play, player } from '../../src/training/players.js'
import { run } from '../support/outcome.js'
import { smallVae as model, patterns } from '../support/smallVae.js'

const data = patterns(40)
const numbersOf = (params: unknown) => hostLeaves(params).flatMap(({ value }) => [...value.values])
const lengthOf = (values: readonly number[]) => Math.hypot(...values)

/** What is told of steps, and of whose norms. */
const heard = () => {
  const [steps, parts]: [Stepped[], Started['norms'][]] = [[], []]
  const listen = (event: TrainingEvent) => {
    if (event._tag === 'Started') parts.push(event.norms)
    if (event._tag === 'Stepped') steps.push(event)
  }
  return { steps, parts, listen }
}

let engine: Engine
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
})

describe('norms', () => {
  /** One step an epoch. */
  const common = () => ({ model, objective: elbo, data, batch: 40, key: from(7), engine })

  it('are those of what changed, and of the gradient: what changed over the rate of gradient descent', async () => {
    const rate = 0.25
    const asked = { ...common(), optimizer: sgd({ learningRate: rate }), norms: true }
    const { steps, parts, listen } = heard()
    const first = await run(Train.fit({ ...asked, epochs: 1 }))
    const second = await run(Train.fit({ ...asked, epochs: 2, from: first.state, listen }))
    const moved = (part: 'encoder' | 'decoder') => {
      const before = numbersOf(first.params[part])
      return lengthOf(numbersOf(second.params[part]).map((each, at) => each - (before[at] ?? Number.NaN)))
    }
    expect(parts).toEqual([
      [
        { player: 'fit', part: 'decoder' },
        { player: 'fit', part: 'encoder' },
      ],
    ])
    const [{ norms = [] } = {}] = steps
    expect(norms.map(({ part }) => part)).toEqual(['decoder', 'encoder'])
    for (const { part, update, gradient } of norms) {
      expect(update).toBeGreaterThan(0.001)
      expect(update).toBeCloseTo(moved(part as 'encoder'), 5)
      expect(gradient).toBeCloseTo(moved(part as 'encoder') / rate, 4)
    }
  })

  it('are of each player and the parts that it moves', async () => {
    const { steps, listen } = heard()
    const { optimizer, objective } = { optimizer: adam({ learningRate: 0.03 }), objective: elbo }
    const { objective: _, ...rest } = common()
    const trained = await run(
      play({
        ...{ ...rest, epochs: 2, norms: true, listen },
        players: [
          player({ name: 'p', moves: ['decoder'], optimizer, objective }),
          player({ name: 'q', moves: ['encoder'], optimizer, objective }),
        ],
      }),
    )
    const named = steps.map(({ norms = [] }) => norms.map(({ player: name, part }) => `${name} ${part}`))
    expect(named).toEqual([
      ['p decoder', 'q encoder'],
      ['p decoder', 'q encoder'],
    ])
    // the first step of Adam moves each number by the rate, where its gradient is not 0
    const [p, q] = [trained.params.decoder, trained.params.encoder].map((part) => numbersOf(part).length)
    const [{ norms = [] } = {}] = steps
    expect(norms.map(({ update }) => (update / 0.03) ** 2)).toEqual([
      expect.closeTo(p ?? Number.NaN, 2),
      expect.closeTo(q ?? Number.NaN, 2),
    ])
  })

  it('change nothing of the parameters, and stand nowhere where they are not asked for', async () => {
    const asked = { ...common(), optimizer: adam({ learningRate: 0.03 }), epochs: 3, batch: 10 }
    const { steps, parts, listen } = heard()
    const without = await run(Train.fit({ ...asked, listen }))
    const having = await run(Train.fit({ ...asked, norms: true }))
    expect(numbersOf(having.params)).toEqual(numbersOf(without.params))
    expect(having.state).toEqual(without.state)
    expect([parts, steps.some((step) => 'norms' in step)]).toEqual([[undefined], false])
  })
})
