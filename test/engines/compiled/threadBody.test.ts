import * as tf from '@tensorflow/tfjs-core'
import { afterAll, describe, expect, it } from 'vitest'
import { trace } from '../../../src/compiler/index.js'
import { startThread } from '../../../src/engines/compiled/thread.js'
import { body, serving } from '../../../src/engines/compiled/threadBody.js'
import { serialize } from '../../../src/onnx/index.js'
import { right } from '../../support/outcome.js'

const of = (...data: readonly number[]) =>
  ({ type: 'float32', shape: [data.length], data: Float32Array.from(data) }) as const

tf.enableProdMode()
await tf.setBackend('cpu')
const { bytes, inputs, outputs } = serialize(
  right(
    trace<'held' | 'by'>(({ held, by }) => ({ held: tf.add(held, by), seen: tf.mul(held, 10) }), {
      held: { shape: [2] },
      by: { shape: [2] },
    }),
  ),
)

describe('the code of the thread', () => {
  const thread = startThread()
  afterAll(() => thread.close())
  const run = (state: number, ...by: readonly number[]) =>
    thread.ask({ kind: 'run', session: 7, state, feeds: { by: of(...by) }, next: ['held'] })

  it('closes over nothing, so that it runs as text', () => {
    const names = ['startThread', 'serialize', '__vite_ssr_import', '__vi_import']
    for (const code of [body, serving]) {
      expect(names.filter((name) => code.toString().includes(name))).toEqual([])
      expect(() => new Function(`(${code.toString()})`)).not.toThrow()
    }
  })

  it('holds states between runs, each its own, and gives copies', async () => {
    await thread.ask({ kind: 'open', session: 7, bytes, inputs, outputs, threads: 1 })
    await thread.ask({ kind: 'hold', state: 1, arrays: { held: of(1, 2) } })
    await thread.ask({ kind: 'hold', state: 2, arrays: { held: of(0, 0) } })
    expect(await run(1, 1, 1)).toEqual({ seen: of(10, 20) })
    expect(await run(1, 1, 1)).toEqual({ seen: of(20, 30) })
    expect(await run(2, 5, 6)).toEqual({ seen: of(0, 0) })
    const { held } = await thread.ask({ kind: 'copy', state: 1 })
    expect(held).toEqual(of(3, 4))
    held?.data.fill(0 as never)
    expect((await thread.ask({ kind: 'copy', state: 1 })).held).toEqual(of(3, 4))
    expect((await thread.ask({ kind: 'copy', state: 2 })).held).toEqual(of(5, 6))
  })

  it('keeps of a state what a run does not give', async () => {
    // two views of one memory, of which one is replaced
    const both = Float32Array.of(1, 2, 7, 8)
    const arrays = {
      held: { ...of(1, 2), data: both.subarray(0, 2) },
      other: { ...of(7, 8), data: both.subarray(2) },
    }
    await thread.ask({ kind: 'hold', state: 3, arrays })
    const given = { kind: 'run', session: 7, state: 3, feeds: { by: of(1, 1) }, next: ['held', 'other'] } as const
    expect(await thread.ask(given)).toEqual({ seen: of(10, 20) })
    expect(await thread.ask({ kind: 'copy', state: 3 })).toEqual({ held: of(2, 3), other: of(7, 8) })
  })

  it('keeps a state when a run fails, and says what was missing', async () => {
    await expect(run(1, 1, 2, 3)).rejects.toThrow(/shape|dimensions/i)
    await expect(thread.ask({ kind: 'run', session: 7, state: 1, feeds: {}, next: ['held'] })).rejects.toThrow(
      /^session: takes .* but is given nothing$/,
    )
    expect((await thread.ask({ kind: 'copy', state: 1 })).held).toEqual(of(3, 4))
  })

  it('has neither a state that was dropped nor a session that was released', async () => {
    await thread.ask({ kind: 'drop', state: 2 })
    await expect(thread.ask({ kind: 'copy', state: 2 })).rejects.toThrow('the program has been stopped')
    await expect(run(2, 1, 1)).rejects.toThrow('the program has been stopped')
    await thread.ask({ kind: 'release', session: 7 })
    await thread.ask({ kind: 'release', session: 7 })
    await expect(run(1, 1, 1)).rejects.toThrow('session: must be open')
  })

  it('says what ONNX Runtime says of a model that is none', async () => {
    const nonsense = { kind: 'open', session: 9, bytes: Uint8Array.of(1, 2, 3), inputs, outputs, threads: 1 } as const
    await expect(thread.ask(nonsense)).rejects.toThrow(/protobuf/i)
  })
})
