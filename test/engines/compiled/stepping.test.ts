/** The form of a step for devices, here on the processor: its results are those of the loop. */

import * as tf from '@tensorflow/tfjs-core'
import { pipe } from 'fp-ts/lib/function.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Thread } from '../../../src/engines/compiled/asking.js'
import { compiled } from '../../../src/engines/compiled/compiled.js'
import { startThread } from '../../../src/engines/compiled/thread.js'
import type { Request } from '../../../src/engines/compiled/threadBody.js'
import { WEB_GPU } from '../../../src/engines/compiled/webGpu.js'
import * as Random from '../../../src/random/draw.js'
import { child, from, type Key } from '../../../src/random/key.js'
import * as T from '../../../src/tensors/index.js'
import { hostOf } from '../../support/engine.js'
import { refusal, run } from '../../support/outcome.js'

type Vector = T.Tensor<readonly ['n']>
interface State {
  readonly sum: Vector
  readonly still: Vector
}

const host = (...values: readonly number[]) => hostOf(['n'], [values.length], values)
const valuesOf = ({ values }: T.AnyHostTensor) => [...values]

/** A step that draws noise, and a part of whose state stays. */
const walk = ({ sum, still }: State, by: Vector, key: Key) => {
  const moved = pipe(sum, T.same.add(by), T.same.add(T.square(Random.normal(key)(by))), T.same.add(still))
  return { state: { sum: moved, still }, metrics: { total: pipe(moved, T.sum(0)), moved } }
}

const thread = startThread()
const asked: Request[] = []
const ask: Thread['ask'] = (request, moved) => {
  asked.push(request)
  return thread.ask(request, moved)
}
const device = compiled({ ...thread, ask }, { ...WEB_GPU, description: 'steps, on the processor' })
const looping = startThread()
const loop = compiled(looping, { name: 'onnxruntime', description: 'a loop' })

tf.enableProdMode()
beforeAll(() => tf.setBackend('cpu'))
afterAll(async () => {
  await thread.close()
  await looping.close()
})

const steps = (count: number, from0 = 0) =>
  Array.from({ length: count }, (_, at) => ({
    inputs: host(at + from0, 1, 2),
    key: child(at + from0)(from(3)),
  }))
const initial = { sum: host(1, 2, 3), still: host(0.5, 0, 0) }

describe('a step for devices', () => {
  it('gives what the loop gives: metrics of every step, and the state in between and afterwards', async () => {
    const [one, other] = [await run(device.start(walk, initial)), await run(loop.start(walk, initial))]
    for (const taken of [steps(3), steps(2, 3)]) {
      const [given, wanted] = [await run(one.advance(taken)), await run(other.advance(taken))]
      expect(given).toEqual(wanted)
      expect(await run(one.snapshot)).toEqual(await run(other.snapshot))
    }
    for (const each of [one, other]) await run(each.stop)
  })

  it('is asked for several steps at once, as a model without a loop whose state is kept', async () => {
    asked.splice(0)
    const running = await run(device.start(walk, initial))
    await run(running.advance(steps(4)))
    const [open] = asked.filter(({ kind }) => kind === 'open')
    // what a step leaves as it is does not come out of it
    expect(open).toMatchObject({ kept: ['in0:0'] })
    expect(asked.filter(({ kind }) => kind === 'run')).toMatchObject([{ steps: 4, next: ['in0:0', 'in0:1'] }])
    // a copy is a session that gives the state as it is, made once and given back
    await run(running.snapshot)
    await run(running.snapshot)
    expect(asked.filter(({ kind }) => kind === 'open')).toHaveLength(2)
    await run(running.stop)
    expect(asked.filter(({ kind }) => kind === 'release')).toHaveLength(2)
  })

  it('leaves as they are the parts that a step gives back, by whichever of its forms', async () => {
    const kept = ({ sum, still }: State, by: Vector) => ({ state: { sum, still }, metrics: T.same.add(by)(sum) })
    const swapped = ({ sum, still }: State, _: Vector) => ({ state: { sum: still, still: sum }, metrics: sum })
    for (const engine of [device, loop]) {
      const running = await run(engine.start(kept, initial))
      expect((await run(running.advance(steps(2)))).map(valuesOf)).toEqual([
        [1, 3, 5],
        [2, 3, 5],
      ])
      expect(await run(running.snapshot)).toEqual(initial)
      await run(running.stop)
      // what takes another's place has moved
      const other = await run(engine.start(swapped, initial))
      await run(other.advance(steps(3)))
      expect(await run(other.snapshot)).toEqual({ sum: initial.still, still: initial.sum })
      await run(other.stop)
    }
  })

  it('is copied where it was asked to be, between the steps before and those after', async () => {
    const running = await run(device.start(walk, { sum: host(0, 0, 0), still: host(0, 0, 0) }))
    const alone = await run(loop.start(walk, { sum: host(0, 0, 0), still: host(0, 0, 0) }))
    const taken = [run(running.advance(steps(2))), run(running.snapshot), run(running.advance(steps(1, 2)))] as const
    await run(alone.advance(steps(2)))
    const wanted = await run(alone.snapshot)
    expect(valuesOf((await taken[1]).sum)).toEqual(valuesOf(wanted.sum))
    await Promise.all(taken)
    await run(running.stop)
    expect(await refusal(running.advance(steps(1)))).toMatchObject({ _tag: 'EngineFailed' })
  })

  it('needs neither inputs nor noise', async () => {
    const doubled = (state: Vector, _: null) => ({ state: T.mulScalar(2)(state), metrics: pipe(state, T.sum(0)) })
    const running = await run(device.start(doubled, host(1, 3)))
    const nothing = { inputs: null, key: from(1) }
    const metrics = await run(running.advance([nothing, nothing, nothing]))
    expect(metrics.map(valuesOf)).toEqual([[4], [8], [16]])
    expect(valuesOf(await run(running.snapshot))).toEqual([8, 24])
    await run(running.stop)
  })
})
