import { afterAll, beforeAll, expect, it } from 'vitest'
import { choose, type Engine } from '../../../src/engines/index.js'
import { secondStage } from '../../../src/evaluation/samplers/secondStage.js'
import { from } from '../../../src/random/key.js'
import { run } from '../../support/outcome.js'
import { ofRing, ringCodes } from '../../support/ringCodes.js'

let engine = null as unknown as Engine
beforeAll(async () => {
  engine = (await run(choose('onnxruntime'))).engine
})
afterAll(() => engine.close())

it('draws codes like those that it is fitted to, where a normal distribution of their moments does not', async () => {
  const draw = await run(secondStage({ key: from(3), engine, hidden: 64, epochs: 250 })(ringCodes(1024)))
  const { sizes, values } = await run(draw(from(4), 500))
  const { mean, spread } = ofRing(values)
  expect(sizes).toEqual([500, 2])
  // a normal distribution of the same moments has lengths of mean 2.66 and deviation 1.39
  expect(Math.abs(mean - 3)).toBeLessThan(0.3)
  expect(spread).toBeLessThan(0.7)
  expect([...(await run(draw(from(4), 500))).values]).toEqual([...values])
  expect([...(await run(draw(from(5), 500))).values]).not.toEqual([...values])
})
