import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { binaryImagesFromIdx, imagesFromIdx } from '../../../src/data/sources/imageFiles.js'
import { sha256Of } from '../../../src/files/bytes.js'
import { from } from '../../../src/random/key.js'
import { named } from '../../../src/shapes/named.js'
import { idxBytes, left, right } from '../real.js'

const grey = idxBytes([2, 2, 3], [0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6])
const binary = idxBytes([2, 2, 3], [0, 1, 0, 1, 0, 1, 1, 1, 1, 0, 0, 0])
let folder = ''
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-images-'))
  await writeFile(at('grey'), grey)
  await writeFile(at('binary'), binary)
  await writeFile(at('none'), idxBytes([0, 2, 3], []))
})
afterAll(() => rm(folder, { recursive: true }))

describe('imagesFromIdx', () => {
  it('reads 0 to 255 as 0 to 1, in the order that is asked for', async () => {
    const data = await right(imagesFromIdx({ path: at('grey'), name: 'mine', event: [6] }))
    expect(data).toMatchObject({ name: 'mine', count: 2, shape: [6], support: 'unitInterval' })
    expect(data.picture).toEqual({ height: 2, width: 3 })
    expect([...data.rows(Uint32Array.from([1, 0]), from(1))]).toEqual(
      [1, 2, 3, 4, 5, 6, 0, 51, 102, 153, 204, 255].map((byte) => Math.fround(byte / 255)),
    )
  })

  it('takes the event of several axes or under a name', async () => {
    const asked = { path: at('grey'), name: 'mine' } as const
    expect((await right(imagesFromIdx({ ...asked, event: [2, 3, 1] }))).shape).toEqual([2, 3, 1])
    expect((await right(imagesFromIdx({ ...asked, event: [named('pixels', 6)] }))).shape).toEqual(['pixels'])
  })

  it('is a picture only where an image has two axes', async () => {
    for (const sizes of [
      [2, 6],
      [2, 2, 3, 1],
      [2, 1, 1, 2, 3],
    ]) {
      await writeFile(at('axes'), idxBytes(sizes, Array(12).fill(9)))
      expect((await right(imagesFromIdx({ path: at('axes'), name: 'mine', event: [6] }))).picture).toBe(null)
    }
  })

  it('refuses images of another size, naming both', async () => {
    const error = await left(imagesFromIdx({ path: at('grey'), name: 'mine', event: [784] }))
    expect(error._tag).toBe('FileDamaged')
    expect(error.message).toBe(`mine: ${at('grey')} needs images of 784 pixels but has the sizes 2x2x3`)
    expect((await left(imagesFromIdx({ path: at('none'), name: 'mine', event: [6] }))).message).toContain('0x2x3')
  })

  it('checks the SHA-256 when it is given', async () => {
    const file = { path: at('grey'), name: 'mine', event: [6] } as const
    expect((await right(imagesFromIdx({ ...file, sha256: sha256Of(grey) }))).count).toBe(2)
    expect((await left(imagesFromIdx({ ...file, sha256: sha256Of(binary) })))._tag).toBe('FileDamaged')
  })
})

describe('binaryImagesFromIdx', () => {
  it('reads 0 and 1 as they are', async () => {
    const data = await right(binaryImagesFromIdx({ path: at('binary'), name: 'mine', event: [6] }))
    expect(data.support).toBe('binary')
    expect([...data.rows(Uint32Array.from([0]), from(1))]).toEqual([0, 1, 0, 1, 0, 1])
  })

  it('refuses grey pixels, naming the first image that has one', async () => {
    const error = await left(binaryImagesFromIdx({ path: at('grey'), name: 'mine', event: [6] }))
    expect(error.message).toBe(`mine: ${at('grey')} needs pixels of 0 or 1 but image 0 has the pixel 51`)
  })

  it('counts whole images before the first that has one', async () => {
    const path = at('late')
    await writeFile(path, idxBytes([4, 2, 3], [...Array(17).fill(1), 9, ...Array(6).fill(7)]))
    const error = await left(binaryImagesFromIdx({ path, name: 'mine', event: [6] }))
    expect(error.message).toBe(`mine: ${path} needs pixels of 0 or 1 but image 2 has the pixel 9`)
  })
})
