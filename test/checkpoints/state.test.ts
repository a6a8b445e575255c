import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { load, loadState, save, saveState } from '../../src/checkpoints/index.js'
import { decode } from '../../src/checkpoints/safetensors.js'
import { encodeState } from '../../src/checkpoints/state.js'
import { choose } from '../../src/engines/select.js'
import { elbo } from '../../src/losses/index.js'
import { adam } from '../../src/optimizers/index.js'
import { from, uniform } from '../../src/random/key.js'
import type { TrainingState } from '../../src/training/index.js'
import * as Train from '../../src/training/index.js'
import { DAMAGED } from '../support/damage.js'
import { refusal, run } from '../support/outcome.js'
import { patterns, smallVae } from '../support/smallVae.js'

let folder = ''
let midway: Train.TrainingState
let whole: Awaited<ReturnType<typeof trained>>
const file = () => join(folder, 'checkpoint.safetensors')
const metadata = { recipe: 'small', 7: 'seven' }

const trained = async (more: object = {}) => {
  const { engine } = await run(choose('wasm'))
  const options = {
    model: smallVae,
    objective: elbo,
    data: patterns(45),
    validation: patterns(13, 2),
    optimizer: adam(),
  }
  return run(Train.fit({ ...options, epochs: 3, batch: 10, patience: 2, key: from(7), engine, ...more }))
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-state-'))
  const states: TrainingState[] = []
  const saving = (state: TrainingState) => async () => {
    states.push(state)
    return { _tag: 'Right' as const, right: undefined }
  }
  whole = await trained({ checkpoint: { steps: 1, save: saving } })
  midway = states[5] as TrainingState
})
afterAll(() => rm(folder, { recursive: true }))

const loaded = async (template: unknown = midway.params) => run(loadState(template as never)(file()))

describe('saveState and loadState', () => {
  it('give back the state to the last bit, and the texts beside it', async () => {
    await run(saveState(file(), metadata)(midway))
    expect(await loaded()).toEqual({ state: midway, metadata })
    expect(midway.progress).toMatchObject({ epoch: 1, step: 6, position: 2, soFar: { sizes: [2, 3] } })
    expect(midway.progress.monitor.params).not.toBeNull()
  })

  it('a training goes on from the file to the same bytes', async () => {
    await run(saveState(file(), metadata)(midway))
    const on = await trained({ from: (await loaded()).state })
    expect(on.params).toEqual(whole.params)
    expect(encodeState(on.state, metadata)).toEqual(encodeState(whole.state, metadata))
    expect(Buffer.from(encodeState(whole.state, metadata)).includes('seconds')).toBe(false)
  })

  it('hold a state before the first step, whose best value is that of none', async () => {
    const controller = new AbortController()
    controller.abort()
    const { state } = await trained({ signal: controller.signal })
    await run(saveState(file())(state))
    expect((await loaded()).state).toEqual(state)
  })

  it('hold what optimizers remember that is not finite, and no such parameter', async () => {
    const bias = (value: number) => ({ shape: [1], sizes: [1], values: Float32Array.of(value) })
    const state = (own: number, moment: number): TrainingState => ({
      params: { bias: bias(own) },
      optimizers: [[{ bias: bias(moment) }]],
      progress: { ...midway.progress, monitor: { ...midway.progress.monitor, params: null } },
    })
    await run(saveState(file())(state(1, Number.POSITIVE_INFINITY)))
    expect((await loaded({ bias: bias(0) })).state).toEqual(state(1, Number.POSITIVE_INFINITY))
    expect(await refusal(saveState(file())(state(Number.NaN, 0)))).toMatchObject({
      _tag: 'CheckpointRefused',
      path: 'params.bias',
    })
  })

  it('load reads the parameters of either: the best, where there is patience', async () => {
    await run(saveState(file(), metadata)(midway))
    const best = midway.progress.monitor.params
    expect(await run(load(midway.params as never)(file()))).toEqual({ params: best, metadata })
    await run(
      saveState(file())({ ...midway, progress: { ...midway.progress, monitor: { best: 0, waited: 0, params: null } } }),
    )
    expect(await run(load(midway.params as never)(file()))).toEqual({ params: midway.params, metadata: {} })
  })

  it('say what does not fit', async () => {
    await run(saveState(file())(midway))
    const message = async (template: unknown) => {
      const { _tag, message: said } = await refusal(loadState(template as never)(file()))
      return [_tag, said]
    }
    const other = { shape: [1], sizes: [1], values: new Float32Array(1) }
    expect(await message({ ...midway.params, prior: other })).toEqual([
      'CheckpointMismatch',
      `checkpoint: ${file()} has no prior, which the model needs`,
    ])
    await run(save(file())(midway.params as never))
    expect(await message(midway.params)).toEqual([
      'CheckpointMismatch',
      `checkpoint: ${file()} has parameters alone, and no state of a training: take Checkpoint.load`,
    ])
    expect(await refusal(saveState(file(), { 'shapebound.state': 'x' })(midway))).toMatchObject({
      _tag: 'CheckpointRefused',
      message: expect.stringContaining('another name than shapebound.state among its metadata'),
    })
  })

  it('hold a history of thousands of epochs', async () => {
    const [record] = midway.progress.history
    const history = Array.from({ length: 5000 }, (_, index) => ({ ...record, epoch: index + 1 }))
    const long = { ...midway, progress: { ...midway.progress, history } } as TrainingState
    await run(saveState(file())(long))
    expect((await loaded()).state.progress.history.length).toBe(5000)
  })
})

describe('a damaged checkpoint', () => {
  it('is refused in one line, whatever is wrong with it', async () => {
    const bytes = encodeState(midway, metadata)
    const template = midway.params as never
    const tries = 10 * DAMAGED
    const draws = uniform(from(3), 4 * tries)
    const damaged = join(folder, 'damaged.safetensors')
    const at = (index: number, below: number) => Math.floor((draws[index] as number) * below)
    for (let each = 0; each < tries; each++) {
      const [kind, place, count, byte] = [
        at(4 * each, 4),
        at(4 * each + 1, bytes.length),
        at(4 * each + 2, 64),
        at(4 * each + 3, 255),
      ]
      const odd =
        kind === 0
          ? bytes.slice(0, place) // cut
          : kind === 1
            ? bytes.with(place, (bytes[place] as number) ^ (byte + 1)) // one byte
            : kind === 2
              ? new Uint8Array([...bytes, ...new Uint8Array(count + 1)]) // longer
              : bytes.slice().fill(byte, place, place + count + 1) // a run of bytes
      if (Buffer.compare(odd, bytes) === 0) continue
      const decoded = decode(odd)
      if (decoded._tag === 'Right') throw new Error(`read, damaged at ${place}`)
      expect(decoded.left.message).not.toContain('\n')
      if (each % 20 > 0) continue
      await writeFile(damaged, odd)
      for (const read of [await loadState(template)(damaged)(), await load(template)(damaged)()])
        expect(read).toMatchObject({
          left: { _tag: 'FileDamaged', message: `checkpoint: ${damaged} ${decoded.left.message}` },
        })
    }
  }, 3_600_000)

  it('that a killed process has begun leaves the one before, at every 1,000th byte', async () => {
    const own = join(folder, 'cut')
    const kept = join(own, 'checkpoint.safetensors')
    await run(saveState(kept, metadata)(midway))
    const next = encodeState(whole.state, metadata)
    for (let length = 0; length <= next.length; length += 1000) {
      const beside = join(own, `.writing-${2 ** 30}-AbC123`)
      await mkdir(beside)
      await writeFile(join(beside, 'checkpoint.safetensors'), next.subarray(0, length))
      expect(await run(loadState(midway.params as never)(kept))).toEqual({ state: midway, metadata })
      await run(saveState(kept, metadata)(midway))
      expect(await readdir(own)).toEqual(['checkpoint.safetensors'])
    }
  })
})

describe('a checkpoint that cannot be written', () => {
  it('is one line, and leaves the one before', async () => {
    const own = join(folder, 'readonly')
    const kept = join(own, 'checkpoint.safetensors')
    await run(saveState(kept)(midway))
    const before = await readFile(kept)
    await writeFile(join(folder, 'a file'), '')
    expect(await refusal(saveState(join(folder, 'a file', 'x'))(midway))).toMatchObject({ _tag: 'FileUnwritable' })
    await chmod(own, 0o500)
    const result = await saveState(kept)(whole.state)()
    await chmod(own, 0o700)
    // root may write anywhere
    if (process.getuid?.() !== 0) {
      expect(result).toMatchObject({ _tag: 'Left', left: { _tag: 'FileUnwritable' } })
      expect(await readFile(kept)).toEqual(before)
    }
  })
})
