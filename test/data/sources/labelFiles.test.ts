import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { labelsFromIdx } from '../../../src/data/sources/labelFiles.js'
import { from } from '../../../src/random/key.js'
import { idxBytes, left, right } from '../real.js'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-labels-'))
})
afterEach(() => rm(folder, { recursive: true }))

const write = async (name: string, bytes: Uint8Array): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return path
}

describe('labelsFromIdx', () => {
  it('gives the labels of a file, gzipped or plain, as one-hot rows', async () => {
    const bytes = idxBytes([3], [2, 0, 1])
    for (const path of [await write('plain', bytes), await write('zipped.gz', gzipSync(bytes))]) {
      const labels = await right(labelsFromIdx({ path, name: 'fashion', classes: 3 }))
      expect(labels).toMatchObject({ count: 3, shape: [3], support: 'oneHot' })
      expect([...labels.rows(Uint32Array.of(0, 1), from(0))]).toEqual([0, 0, 1, 1, 0, 0])
    }
  })

  it('refuses a label that is no class, and images in its place', async () => {
    const path = await write('labels', idxBytes([3], [2, 3, 1]))
    expect((await left(labelsFromIdx({ path, name: 'fashion', classes: 3 }))).message).toContain(
      'needs labels from 0 to 2 but row 1 has the label 3',
    )
    const images = await write('images', idxBytes([1, 2, 2], [0, 1, 1, 0]))
    expect((await left(labelsFromIdx({ path: images, name: 'fashion', classes: 3 }))).message).toContain(
      'needs one axis of labels but has the sizes 1x2x2',
    )
    expect((await left(labelsFromIdx({ path: join(folder, 'none'), name: 'fashion', classes: 3 })))._tag).toBe(
      'FileMissing',
    )
  })

  it('refuses a count that is no size', () =>
    expect(() => labelsFromIdx({ path: '', name: 'fashion', classes: 0 as never })).toThrow(
      'labelsFromIdx: the classes must be a positive whole number, not 0',
    ))
})
