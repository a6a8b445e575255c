import { afterAll, beforeAll, expect, it } from 'vitest'
import { choose, type Engine } from '../../../src/engines/index.js'
import { drawCodes, gaussianMixture } from '../../../src/evaluation/gaussianMixture.js'
import { secondStage } from '../../../src/evaluation/samplers/secondStage.js'
import { from, normal } from '../../../src/random/key.js'
import { refusal, run } from '../../support/outcome.js'
import { ofRing, ringCodes } from '../../support/ringCodes.js'

let engine = null as unknown as Engine
beforeAll(async () => {
  engine = (await run(choose('onnxruntime'))).engine
})
afterAll(() => engine.close())

const short = (hidden = 8, epochs = 5) => secondStage({ key: from(3), engine, hidden, epochs })

it('draws codes like those that it is fitted to, where a normal distribution of their moments does not', async () => {
  const codes = ringCodes(1024)
  const draw = await run(secondStage({ key: from(3), engine, hidden: 48, epochs: 160 })(codes))
  const { sizes, values } = await run(draw(from(4), 500))
  const { mean, spread } = ofRing(values)
  expect(sizes).toEqual([500, 2])
  expect(Math.abs(mean - 3)).toBeLessThan(0.3)
  expect(spread).toBeLessThan(0.7)
  const one = drawCodes(from(4), 500)(gaussianMixture({ components: 1 })(from(3))(codes))
  for (const other of [ofRing(normal(from(4), 1000)), ofRing(one.values)]) {
    expect(Math.abs(mean - 3)).toBeLessThan(0.5 * Math.abs(other.mean - 3))
    expect(spread).toBeLessThan(0.7 * other.spread)
  }
})

it('draws from p(x|z), and not its means: codes of a normal distribution are as far apart as they were', async () => {
  const codes = normal(from(1), 512).map((each) => 7 + 2 * each)
  const draw = await run(short(8, 30)({ sizes: [512, 1], values: codes }))
  const { values } = await run(draw(from(4), 2000))
  const mean = values.reduce((sum, each) => sum + each, 0) / 2000
  const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / 2000
  expect(mean).toBeCloseTo(7, 0)
  expect(Math.abs(Math.sqrt(variance) - 2)).toBeLessThan(0.3)
})

it('draws the same for the same keys, and others for another', async () => {
  const drawn = async (key: number) => [...(await run((await run(short()(ringCodes(100))))(from(key), 6))).values]
  const once = await drawn(4)
  expect(await drawn(4)).toEqual(once)
  expect(await drawn(5)).not.toEqual(once)
  const draw = await run(short()(ringCodes(100)))
  expect([...(await run(draw(from(4), 6))).values]).toEqual(once)
  expect((await run(draw(from(4), 1))).sizes).toEqual([1, 2])
})

it('draws around codes that are all the same', async () => {
  const draw = await run(short(8, 100)({ sizes: [64, 1], values: new Float32Array(64).fill(7) }))
  const { values } = await run(draw(from(4), 500))
  expect(values.reduce((sum, each) => sum + each, 0) / 500).toBeCloseTo(7, 0)
})

it('refuses in words what is no code, and what is no number of anything', async () => {
  const refused = async (...asked: Parameters<ReturnType<typeof secondStage>>) => {
    const { _tag, message } = await refusal(short()(...asked))
    return `${_tag}: ${message}`
  }
  expect(await refused({ sizes: [2, 2], values: [1, 2, Number.NaN, 4] })).toBe(
    'BadData: codes: row 1, column 0 must be a finite number, not NaN',
  )
  expect(await refused({ sizes: [3, 2], values: [1, 2, 3, 4] })).toBe(
    'BadData: a sampler of codes: the numbers must be 6, not 4',
  )
  expect((await refusal(short(1.5)(ringCodes(4)))).message).toBe(
    'a sampler of codes: the units must be a positive whole number, not 1.5',
  )
  for (const epochs of [0, Number.NaN]) {
    const { _tag, message } = await refusal(short(8, epochs)(ringCodes(4)))
    expect([_tag, message]).toEqual(['BadRequest', `fit: epochs must be a positive whole number, not ${epochs}`])
  }
  const draw = await run(short()(ringCodes(4)))
  expect(await refusal(draw(from(1), 0))).toMatchObject({
    ...{ _tag: 'ShapeError', message: 'a sampler of codes: the draws must be a positive whole number, not 0' },
  })
})
