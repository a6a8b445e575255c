import { beforeAll, describe, expect, it } from 'vitest'
import type { Dataset } from '../../src/data/dataset.js'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import { elboWithBeta, elboWithFreeBits } from '../../src/losses/estimators.js'
import { erase } from '../../src/losses/term.js'
import { child, from, streamOf } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import type { AnyShape } from '../../src/shapes/dim.js'
import { hostLeaves } from '../../src/tensors/tree.js'
import type { AnyModel } from '../../src/training/erased.js'
import { measureOn } from '../../src/training/measure.js'
import { tensorsAlive } from '../support/engine.js'
import { refusal, run } from '../support/outcome.js'
import { byHand, objectivesByHand, patterns, smallVae } from '../support/smallVae.js'

const KEY = from(8)
const SAMPLES = 2
// as `fit` erases it
const model = smallVae as unknown as Pick<AnyModel<ReturnType<typeof smallVae.init>>, 'init' | 'supply'> &
  Pick<typeof smallVae, 'event' | 'over'>
const CHOSEN = erase(elboWithBeta(4))
const erased = (data: ReturnType<typeof patterns>) => data as unknown as Dataset<AnyShape, 'binary'>

let engine: Engine
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
})

const paramsOf = () => run(engine.run((_: null, key) => smallVae.init(key))(null, from(2)))
const measure = async (data: Dataset<AnyShape, 'binary'>, batch: number, key = KEY) =>
  measureOn(model, erase(elboWithBeta(4)), SAMPLES, batch, key, engine)(await paramsOf(), data)

describe('measureOn', () => {
  it('is the mean over all examples, each with its own noise: by hand in float64', async () => {
    const data = patterns(10)
    const numbers = hostLeaves(await paramsOf()).flatMap(({ value }) => [...value.values])
    const all = Array.from({ length: 10 }, (_, at) => [...data.rows(Uint32Array.of(at), KEY)])
    // of each sample a stream, and of that two numbers an example
    const streams = Array.from({ length: SAMPLES }, (_, at) => streamOf('normal')(child('noise')(KEY))(20, 0, at))
    const each = all.map((row, at) => {
      const noise = Float32Array.from(streams.flatMap((stream) => [...stream.subarray(2 * at, 2 * at + 2)]))
      return objectivesByHand.elboWithBeta(4)(byHand(numbers, [row], noise, SAMPLES))
    })
    const wanted = each.reduce((sum, value) => sum + value, 0) / 10
    const before = tensorsAlive()
    for (const batch of [1, 4, 7, 10, 99]) {
      const found = await run(await measure(erased(data), batch))
      expect(found.objective).toBeCloseTo(wanted, 5)
      expect(found.parts.map(({ name, weight }) => [name, weight])).toEqual([
        ['log p(x|z)', 1],
        ['KL(q(z|x) || p(z))', -4],
      ])
      expect((found.parts[0]?.value ?? 0) - 4 * (found.parts[1]?.value ?? 0)).toBeCloseTo(wanted, 5)
    }
    // a mean of means that forgot the smaller batch would be another
    const means = [each.slice(0, 4), each.slice(4, 8), each.slice(8)].map(
      (batch) => batch.reduce((sum, value) => sum + value, 0) / batch.length,
    )
    expect(Math.abs(means.reduce((sum, mean) => sum + mean, 0) / 3 - wanted)).toBeGreaterThan(1e-3)
    expect(tensorsAlive()).toBe(before)
  })

  it('asks for the rows of all batches with one key', async () => {
    const keys: unknown[] = []
    const data = patterns(7)
    const watched = {
      ...erased(data),
      rows: (indices: Uint32Array, key: Parameters<typeof data.rows>[1]) => {
        keys.push(key.path)
        return data.rows(indices, key)
      },
    }
    await run(await measure(watched, 3))
    expect(keys).toEqual([child('visit')(KEY).path, child('visit')(KEY).path, child('visit')(KEY).path])
  })

  it('is the same for the same key, and other for another', async () => {
    const data = erased(patterns(7))
    const [one, same, other] = [await measure(data, 3), await measure(data, 3), await measure(data, 3, from(9))]
    expect(await run(one)).toEqual(await run(same))
    expect((await run(one)).objective).not.toBe((await run(other)).objective)
  })

  it('sees every example once, the rows of a batch when its turn comes', async () => {
    const seen: (readonly number[])[] = []
    const data = patterns(7)
    const watched = {
      ...erased(data),
      rows: (indices: Uint32Array, key: Parameters<typeof data.rows>[1]) => {
        seen.push([...indices])
        if (seen.length === 2) throw new ShapeError('gone')
        return data.rows(indices, key)
      },
    }
    expect(await refusal(await measure(watched, 3))).toEqual(new ShapeError('gone'))
    expect(seen).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ])
  })

  it('takes fewer examples at a time where their samples would fill the memory', async () => {
    const data = patterns(7)
    const width = data.rows(Uint32Array.of(0), KEY).length
    const asked = async (objective: typeof CHOSEN, samples: number) => {
      const seen: (readonly number[])[] = []
      const rows = (indices: Uint32Array) => {
        seen.push([...indices])
        throw new ShapeError('seen')
      }
      const params = await paramsOf()
      await refusal(measureOn(model, objective, samples, 7, KEY, engine)(params, { ...erased(data), rows }))
      return seen[0]
    }
    expect(await asked(CHOSEN, 2 ** 20 / width)).toEqual([0, 1])
    expect(await asked(CHOSEN, 2 ** 10)).toEqual([0, 1, 2, 3, 4, 5, 6])
    // floors under a mean over the batch are those of the batch that is asked for
    expect(await asked(erase(elboWithFreeBits(1)), 2 ** 20 / width)).toEqual([0, 1, 2, 3, 4, 5, 6])
  })

  it('takes a batch larger than the data, and no batch of nothing', async () => {
    const data = erased(patterns(5))
    expect(await run(await measure(data, 99))).toEqual(await run(await measure(data, 5)))
    expect(await refusal(await measure(data, 0))).toMatchObject({ _tag: 'BadRequest' })
    expect(await refusal(await measure({ ...data, count: 0 }, 3))).toMatchObject({ _tag: 'BadRequest' })
  })
})
