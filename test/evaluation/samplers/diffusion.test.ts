import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { choose, type Engine } from '../../../src/engines/index.js'
import { diffusion, stepBack } from '../../../src/evaluation/samplers/diffusion.js'
import { from } from '../../../src/random/key.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../../support/engine.js'
import { expectNear } from '../../support/near.js'
import { run } from '../../support/outcome.js'
import { ofRing, ringCodes } from '../../support/ringCodes.js'

onCpu()

let engine = null as unknown as Engine
beforeAll(async () => {
  engine = (await run(choose('onnxruntime'))).engine
})
afterAll(() => engine.close())

const codes = (values: readonly number[]) => tensorOf(['batch', 'codes'], [values.length, 1], values)
const times = (values: readonly number[]) => tensorOf(['batch', 1], [values.length, 1], values)

describe('stepBack', () => {
  it('of the velocity of a code and a noise is what they amount to earlier', () =>
    scoped(() => {
      const [x, noise, now, then] = [
        [0.7, -1.2],
        [0.4, 2.1],
        [0.8, 1],
        [0.3, 0],
      ]
      const at = (time: number, own: number, other: number) =>
        Math.cos((Math.PI * time) / 2) * own + Math.sin((Math.PI * time) / 2) * other
      const of = (time: readonly number[], one: readonly number[], two: readonly number[]) =>
        time.map((each, row) => at(each, one[row] as number, two[row] as number))
      const z = of(now as number[], x as number[], noise as number[])
      const negative = (x as number[]).map((each) => -each)
      const velocity = of(now as number[], noise as number[], negative)
      expectNear(
        valuesOf(stepBack(codes(z), codes(velocity), times(now as number[]), times(then as number[]))),
        of(then as number[], x as number[], noise as number[]),
      )
    }))

  it('with no velocity, as of standard normal codes, shrinks by the cosine of the angle', () =>
    scoped(() =>
      expectNear(valuesOf(stepBack(codes([2]), codes([0]), times([0.5]), times([0.4]))), [
        2 * Math.cos(0.05 * Math.PI),
      ]),
    ))
})

it('draws codes like those that it is fitted to, where a normal distribution of their moments does not', async () => {
  const draw = await run(diffusion({ key: from(3), engine, hidden: 64, epochs: 250 })(ringCodes(1024)))
  const { sizes, values } = await run(draw(from(4), 500))
  const { mean, spread } = ofRing(values)
  expect(sizes).toEqual([500, 2])
  // a normal distribution of the same moments has lengths of mean 2.66 and deviation 1.39
  expect(Math.abs(mean - 3)).toBeLessThan(0.3)
  expect(spread).toBeLessThan(0.7)
  expect([...(await run(draw(from(4), 500))).values]).toEqual([...values])
})
