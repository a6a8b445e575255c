import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import { bound } from '../../src/evaluation/bound.js'
import { objective } from '../../src/evaluation/objective.js'
import { kl } from '../../src/losses/atoms.js'
import { elbo, elboWithBeta, logWeight } from '../../src/losses/estimators.js'
import { renyi } from '../../src/losses/importance.js'
import { linearWarmUp } from '../../src/losses/schedule.js'
import { from } from '../../src/random/key.js'
import { refusal, run } from '../support/numbers.js'
import { patterns, smallVae } from '../support/smallVae.js'

let engine: Engine
const data = patterns(11)
beforeAll(async () => {
  engine = (await run(choose('cpu'))).engine
})

const on = async () => ({
  model: smallVae,
  params: await run(engine.run((_: null, key) => smallVae.init(key))(null, from(2))),
  data,
  key: from(6),
  engine,
  samples: 3,
})

describe('objective', () => {
  it('is the value of the bound, and says that it is one', async () => {
    const common = await on()
    const measured = await run(objective({ ...common, objective: elbo }))
    expect(measured).toEqual({
      ...(await run(bound({ ...common, bound: elbo }))),
      guarantee: 'bound',
      formula: elbo.formula,
    })
  })

  it('says of anything else that it is an objective', async () => {
    const common = await on()
    const [low, renyiBelow] = [
      await run(objective({ ...common, objective: elboWithBeta(0.1) })),
      await run(objective({ ...common, objective: renyi(-1)(logWeight) })),
    ]
    expect([low.guarantee, renyiBelow.guarantee]).toEqual(['objective', 'objective'])
    expect(low.formula.text).toBe('E_q[log p(x|z)] - 0.1 KL(q(z|x) || p(z))')
  })

  it('says of relaxed pixels that nothing bounds their log p(x), as training does', async () => {
    const relaxed = { ...data, support: 'relaxed' } as const
    const measured = await run(objective({ ...(await on()), data: relaxed, objective: elbo }))
    expect(measured.guarantee).toBe('objective')
    expect(measured.objective).toBe((await run(bound({ ...(await on()), bound: elbo }))).objective)
  })

  it('has the weight that counts in evaluation', async () => {
    const common = await on()
    const [scheduled, whole] = [
      await run(objective({ ...common, objective: elboWithBeta(linearWarmUp({ steps: 10, to: 4 })) })),
      await run(objective({ ...common, objective: elboWithBeta(4) })),
    ]
    expect(scheduled.objective).toBeCloseTo(whole.objective, 5)
    expect(scheduled.parts).toEqual(whole.parts)
  })

  it('refuses in words what the model does not fit', async () => {
    const common = await on()
    const wrong = objective({ ...common, objective: kl as never })
    expect(await refusal(wrong)).toMatchObject({ message: 'the objective is a cost: minimise it with Elbo.minimise' })
    expect(await refusal(objective({ ...common, objective: elbo, samples: 0 }))).toMatchObject({
      message: 'evaluate: samples is 0: it is a whole number above 0',
    })
  })
})
