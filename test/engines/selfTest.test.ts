import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Engine, engineFailed, type RunningProgram } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import { FAILS, selfTest, withState } from '../../src/engines/selfTest.js'
import { run } from '../support/outcome.js'

let cpu: Engine
beforeAll(async () => {
  cpu = (await run(choose('cpu'))).engine
})

/** An engine whose running programs are changed, and whether it has been closed. */
const changed = (change: <S, I, M>(running: RunningProgram<S, I, M>) => RunningProgram<S, I, M>) => {
  const held = { isClosed: false }
  const engine: Engine = {
    ...cpu,
    start: (step, initial) =>
      pipe(
        cpu.start(step, initial),
        TE.map((running) => change(running)),
      ),
    close: async () => {
      held.isClosed = true
    },
  }
  return { engine, held }
}

describe('selfTest', () => {
  it('is passed by an engine that computes', async () => {
    expect(await selfTest(cpu)()).toBe(true)
  })

  it('is failed by one that gives other numbers, and by one that fails', async () => {
    const wrong: Engine = { ...cpu, run: () => () => TE.right({ product: one(1), gradient: one(2) } as never) }
    expect(await selfTest(wrong)()).toBe(false)
    const failing: Engine = { ...cpu, run: () => () => TE.left(engineFailed('cpu', 'no adapter')) }
    await expect(selfTest(failing)()).rejects.toMatchObject({ message: 'no adapter' })
  })
})

const one = (value: number) => ({ shape: [1], sizes: [1], values: Float32Array.of(value) })

describe('withState', () => {
  it('gives an engine that keeps its state, and leaves it open', async () => {
    const { engine, held } = changed((running) => running)
    expect(await withState(engine)).toBe(engine)
    expect(held.isClosed).toBe(false)
  })

  it('closes one that forgets it, that gives another, or that fails', async () => {
    const stale = changed((running) => {
      const first = running.snapshot()
      return { ...running, snapshot: () => first }
    })
    await expect(withState(stale.engine)).rejects.toThrow(FAILS)
    expect(stale.held.isClosed).toBe(true)
    const forgetful = changed((running) => ({ ...running, advance: (steps) => running.advance(steps.slice(0, 1)) }))
    await expect(withState(forgetful.engine)).rejects.toThrow(FAILS)
    const failing = changed((running) => ({ ...running, snapshot: TE.left(engineFailed('cpu', 'lost device')) }))
    await expect(withState(failing.engine)).rejects.toMatchObject({ message: 'lost device' })
    expect(failing.held.isClosed).toBe(true)
  })
})
