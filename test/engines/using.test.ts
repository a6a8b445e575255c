import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, it, vi } from 'vitest'
import { using } from '../../src/engines/using.js'
import { run } from '../support/outcome.js'

/** ONNX Runtime lives in a thread, where no module can be mocked: so the thread looks for another package. */
const held = vi.hoisted(() => ({ runtime: 'onnxruntime-node' }))
vi.mock('../../src/engines/compiled/thread.js', async (original) => {
  const { startThread } = await original<typeof import('../../src/engines/compiled/thread.js')>()
  return { startThread: () => startThread(held.runtime) }
})

const LIBRARY = fileURLToPath(new URL('../../dist/index.js', import.meta.url))

/** What a program of its own process prints, with a model, a data set and a look at its threads and its memory. */
const program = async (body: string): Promise<readonly number[]> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `import { readdirSync } from 'node:fs'
       import { Data, DiagonalNormal, Elbo, Engine, Evaluate, Key, Layer, Optimizer, T, Train, Vae } from ${JSON.stringify(LIBRARY)}
       const model = Vae.make({
         encoder: Layer.sequence(Layer.dense(64, 32), Layer.tanh, Layer.normalHead(4)),
         decoder: Layer.sequence(Layer.dense(4, 32), Layer.tanh, Layer.bernoulliHead(64)),
         prior: DiagonalNormal.standard(4),
       })
       const data = Data.sprites({ key: Key.from(1), count: 64, size: 8 }).binary
       const seen = []
       const look = () => seen.push(readdirSync('/proc/self/task').length, process.memoryUsage().rss / 2 ** 20)
       const right = (result) => { if (result._tag === 'Left') throw result.left; return result.right }
       ${body}
       console.log(JSON.stringify(seen))`,
    ],
    { timeout: 110_000 },
  )
  return JSON.parse(stdout)
}

describe('an engine that is not the fast one', () => {
  it('is warned of once, and its notes are handed on, with a cure that needs no download by a script', async () => {
    const warnings: string[] = []
    const hear = ({ name, message }: Error) => void (name === 'SlowEngineWarning' && warnings.push(message))
    process.on('warning', hear)
    held.runtime = 'onnxruntime-absent'
    const notes = await run(using(undefined)(({ notes }) => TE.right(notes)))
    await run(using(undefined)(() => TE.right(null)))
    await new Promise((resolve) => setTimeout(resolve, 20))
    process.off('warning', hear)
    held.runtime = 'onnxruntime-node'
    expect(notes[0]).toBe(
      'onnxruntime-node is not installed: steps take up to twenty times longer; npm install onnxruntime-node --ignore-scripts',
    )
    expect(warnings).toEqual(notes)
  })

  it('is not warned of where it was asked for', async () => {
    const { engine } = await run(using(undefined)((selected) => TE.right(selected)))
    expect(await run(using(engine)(({ notes }) => TE.right(notes)))).toEqual([])
  })
})

const fit = `Train.fit({ model, data, objective: Elbo.elbo, optimizer: Optimizer.adam(), epochs: 1, batch: 32, key: Key.from(7) })`

describe.skipIf(process.platform !== 'linux')('threads and memory', () => {
  it('stay what they are, however often one trains and measures without naming an engine', async () => {
    const [threads, memory, threadsAfter, memoryAfter] = await program(`
      for (let run = 1; run <= 14; run++) {
        const { params } = right(await ${fit}())
        right(await Evaluate.bound({ model, params, data, bound: Elbo.elbo, key: Key.from(3) })())
        if (run === 5 || run === 14) look()
      }`)
    expect(threadsAfter).toBe(threads)
    // a thread that is left behind takes 10 megabytes, and there would be 18 more
    expect((memoryAfter as number) - (memory as number)).toBeLessThan(80)
  }, 120_000)

  it('stay what they are when one trains and goes astray, or a listener throws', async () => {
    const [threads, , threadsAfter] = await program(`
      for (let run = 1; run <= 4; run++) {
        const failing = Train.fit({ model, data, objective: Elbo.elbo, optimizer: Optimizer.adam(), epochs: 1, batch: 32, key: Key.from(7), listen: () => { throw new Error('enough') } })
        if ((await failing())._tag !== 'Left') throw new Error('right')
        if (run === 2 || run === 4) look()
      }`)
    expect(threadsAfter).toBe(threads)
  }, 120_000)

  it('are bounded however often an engine is chosen, and never closed', async () => {
    const seen = await program(`
      const x = T.host(['n'], { n: 3 }, Float32Array.of(1, 2, 3))
      for (let run = 1; run <= 160; run++) {
        const { engine } = right(await Engine.choose('auto')())
        right(await Engine.compile(engine)(T.sum(0))(x, Key.from(0))())
        if (run % 10 === 0) look()
      }`)
    const threads = seen.filter((_, at) => at % 2 === 0)
    // engines that nobody holds are closed when their garbage is collected: at no moment that is known
    expect(Math.max(...threads.slice(8))).toBeLessThanOrEqual(Math.max(...threads.slice(0, 8)))
  }, 120_000)

  it('are bounded however many sizes a compiled function is called with', async () => {
    const [, memory, , memoryAfter] = await program(`
      const { engine } = right(await Engine.choose('auto')())
      const { params } = right(await ${fit}())
      const encode = Engine.compile(engine)(({ p, x }) => model.encoder.apply(p.encoder)(x).mean)
      for (let rows = 1; rows <= 120; rows++) {
        right(await encode({ p: params, x: T.host(['rows', 64], { rows }, new Float32Array(rows * 64)) }, Key.from(0))())
        if (rows === 50 || rows === 120) look()
      }`)
    expect((memoryAfter as number) - (memory as number)).toBeLessThan(40)
  }, 120_000)
})
