import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { load, saveInto } from '../../src/checkpoints/index.js'
import { bestIn, nameAt, outdated } from '../../src/checkpoints/keep.js'
import { scalarOnHost } from '../../src/tensors/create.js'
import type { TrainingState } from '../../src/training/state.js'
import { refusal, run } from '../support/outcome.js'

/** After some epochs of two steps each, of which the last so many brought nothing better. */
const stateAt = (epoch: number, waited: number, position = 0, best: number | null = null): TrainingState => ({
  params: { w: scalarOnHost(epoch) },
  optimizers: [],
  progress: {
    key: [7, 0],
    batch: 1,
    epoch,
    step: 2 * epoch + position,
    position,
    monitor: { best: 0, waited, params: best === null ? null : { w: scalarOnHost(best) } },
    history: [],
    soFar: { shape: ['step', 'metric'], sizes: [0, 3], values: new Float32Array() },
  },
})

describe('outdated', () => {
  it('are the states of steps but for the last, and no other file', () => {
    const names = [nameAt(20), 'checkpoint.safetensors', nameAt(3), 'checkpoint-1.safetensors', nameAt(10 ** 9)]
    expect(outdated(names, 1)).toEqual([nameAt(3), nameAt(20)])
    expect([outdated(names, 0).length, outdated(names, 3), outdated([], 2)]).toEqual([3, [], []])
  })
})

describe('bestIn', () => {
  it('is what the monitor has, or the epoch that has just ended', () => {
    expect(bestIn(stateAt(5, 2, 1, 3))).toEqual({ epoch: 3, params: { w: scalarOnHost(3) } })
    expect(bestIn(stateAt(5, 0))).toEqual({ epoch: 5, params: { w: scalarOnHost(5) } })
    for (const none of [stateAt(5, 1), stateAt(5, 0, 1), stateAt(0, 0)]) expect(bestIn(none)).toBeNull()
  })
})

describe('saveInto', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shapebound-keep-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const best = async () =>
    (await run(load({ w: scalarOnHost(0) })(join(folder, 'best.safetensors')))).params.w.values[0]

  it('keeps the last states and the best parameters', async () => {
    const save = saveInto(folder, { last: 2 }, { seed: '7' })
    for (const [epoch, waited] of [
      [1, 0],
      [2, 0],
      [3, 1],
    ] as const)
      await run(save(stateAt(epoch, waited)))
    expect((await readdir(folder)).sort()).toEqual(['best.safetensors', nameAt(4), nameAt(6), 'checkpoint.safetensors'])
    expect(await best()).toBe(2)
    expect(await readFile(join(folder, nameAt(6)))).toEqual(await readFile(join(folder, 'checkpoint.safetensors')))
  })

  it('keeps one where nothing is said, and the best also of an epoch that was not saved', async () => {
    const save = saveInto(folder)
    await run(save(stateAt(4, 1, 1, 3)))
    expect((await readdir(folder)).sort()).toEqual(['best.safetensors', 'checkpoint.safetensors'])
    expect(await best()).toBe(3)
  })

  it('says what the system says', async () => {
    await writeFile(join(folder, 'a file'), '')
    expect(await refusal(saveInto(join(folder, 'a file'))(stateAt(1, 0)))).toMatchObject({ _tag: 'FileUnwritable' })
  })
})
