import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import { evaluation } from '../../src/evaluation/evaluation.js'
import { logLikelihood } from '../../src/evaluation/logLikelihood.js'
import { objective } from '../../src/evaluation/objective.js'
import * as Elbo from '../../src/losses/index.js'
import { child, from } from '../../src/random/key.js'
import { run } from '../support/outcome.js'
import { patterns, smallVae } from '../support/smallVae.js'

let engine: Engine
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
})

const data = patterns(11)
const on = async () => ({
  model: smallVae as never,
  params: await run(engine.run((_: null, key) => smallVae.init(key))(null, from(2))),
  ...{ data: data as never, key: child('test')(from(6)), engine, samples: 3, batch: 4 },
})

describe('evaluation', () => {
  it('is the ELBO and the log-likelihood, whatever weight the recipe gives its parts', async () => {
    const options = await on()
    const found = await run(evaluation({ ...options, measure: Elbo.elboWithBeta(4) }))
    const elbo = await run(objective({ ...options, model: smallVae, data, objective: Elbo.elbo } as never))
    expect(found).toEqual({
      elbo: elbo.objective,
      logLikelihood: await run(logLikelihood(options)),
      objective: null,
      notes: [],
    })
  })

  it('of relaxed pixels is what the recipe measures, and says what there is not', async () => {
    const options = { ...(await on()), data: { ...data, support: 'relaxed' } as never }
    const found = await run(evaluation({ ...options, measure: Elbo.elbo }))
    expect(found).toMatchObject({ elbo: null, logLikelihood: null, objective: { formula: Elbo.elbo.formula } })
    expect(found.notes).toEqual([
      `elbo: cannot be measured: ${Elbo.elbo.formula.text} is not proved to bound log p(x) from below`,
      'logLikelihood: cannot be measured: relaxed pixels are not data, so they have no log p(x)',
    ])
  })
})
