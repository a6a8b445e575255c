import { describe, expect, it } from 'vitest'
import type { Step } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { tensorsAlive } from '../support/engine.js'
import { refusal, run } from '../support/outcome.js'

type Vector = T.Tensor<readonly ['n']>

const x = T.host(['n'], { n: 2 }, Float32Array.of(1, 2))
const doubling: Step<Vector, null, null> = (state) => ({ state: T.mulScalar(2)(state), metrics: null })
const one = { inputs: null, key: from(1) }

describe.each(['cpu', 'wasm', 'onnxruntime'] as const)('an engine that is closed: %s', (name) => {
  it('refuses in words whatever is asked of it, and frees the programs that ran', async () => {
    const before = tensorsAlive()
    const { engine } = await run(choose(name))
    const square = engine.run(T.square<readonly ['n']>)
    const running = await run(engine.start(doubling, x))
    await run(running.advance([one]))
    await Promise.all([engine.close(), engine.close()])
    await engine.close()
    expect(tensorsAlive()).toBe(before)
    const words = (operation: string) => ({
      _tag: 'EngineFailed',
      engine: name,
      message: `${operation}: the engine has been closed`,
    })
    expect(await refusal(square(x, from(1)))).toMatchObject(words('run'))
    expect(await refusal(engine.run(T.square<readonly ['n']>)(x, from(1)))).toMatchObject(words('run'))
    expect(await refusal(engine.start(doubling, x))).toMatchObject(words('start (doubling)'))
    expect(await refusal(running.advance([one]))).toMatchObject(words('step (doubling)'))
    expect(await refusal(running.snapshot)).toMatchObject(words('step (doubling)'))
    expect(await running.stop()).toEqual({ _tag: 'Right', right: undefined })
  })

  it('gives what was asked before', async () => {
    const { engine } = await run(choose(name))
    const running = await run(engine.start(doubling, x))
    const asked = [running.advance([one, one])(), running.snapshot()]
    await engine.close()
    expect(await Promise.all(asked)).toMatchObject([{ right: [null, null] }, { right: { values: { 0: 4, 1: 8 } } }])
  })

  it('stops a program that starts in the meantime', async () => {
    const before = tensorsAlive()
    const { engine } = await run(choose(name))
    const starting = engine.start(doubling, x)()
    await engine.close()
    expect((await starting)._tag).toBe('Left')
    expect(tensorsAlive()).toBe(before)
  })

  it('is stopped twice as once', async () => {
    const { engine } = await run(choose(name))
    const running = await run(engine.start(doubling, x))
    await run(running.stop)
    await run(running.stop)
    await engine.close()
  })
})
