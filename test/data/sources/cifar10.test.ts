import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cifar10 } from '../../../src/data/sources/cifar10.js'
import { from } from '../../../src/random/key.js'
import { left, right } from '../real.js'
import { serve } from './served.js'

const RECORD = 3073
const names = [1, 2, 3, 4, 5].map((at) => `data_batch_${at}.bin`).concat('test_batch.bin')

/** Of each record the label, and the first two pixels: red 10 and 11, green 20 and 21, blue 30 and 31. */
const batch = (label: number): Uint8Array => {
  const bytes = new Uint8Array(RECORD * 10_000)
  for (let at = 0; at < bytes.length; at += RECORD) {
    bytes[at] = label
    for (const [color, value] of [10, 20, 30].entries()) bytes.set([value, value + 1], at + 1 + color * 1024)
  }
  return bytes
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-cifar-'))
  const files = join(folder, 'cifar-10-batches-bin')
  await mkdir(files)
  for (const [at, name] of names.entries()) await writeFile(join(files, name), batch(at))
})
afterAll(() => rm(folder, { recursive: true }))

describe('cifar10', () => {
  it('reads unpacked files, with the colors of a pixel side by side', async () => {
    const { train, test } = await right(cifar10({ directory: folder }))
    expect([train.count, test.count, train.fields.x.shape, train.fields.label.shape]).toEqual([
      50_000,
      10_000,
      [32, 32, 3],
      [10],
    ])
    expect([train.fields.x.picture, test.fields.x.picture]).toEqual([
      { height: 32, width: 32, channels: 3 },
      { height: 32, width: 32, channels: 3 },
    ])
    const row = train.fields.x.rows(Uint32Array.of(49_999), from(0))
    expect([...row.subarray(0, 6)].map((each) => Math.round(each * 255))).toEqual([10, 20, 30, 11, 21, 31])
    const labels = train.fields.label.rows(Uint32Array.of(0, 10_000, 49_999), from(0))
    expect([labels.indexOf(1), labels.subarray(10).indexOf(1), labels.subarray(20).indexOf(1)]).toEqual([0, 1, 4])
  })

  it('reads the archive that tar makes of them, and refuses one that is cut', async () => {
    execFileSync('tar', ['--format=ustar', '-cf', join(folder, 'all.tar'), '-C', folder, 'cifar-10-batches-bin'])
    await rename(join(folder, 'cifar-10-batches-bin'), join(folder, 'aside'))
    const path = join(folder, 'cifar-10-binary.tar.gz')
    const tar = await readFile(join(folder, 'all.tar'))
    await writeFile(path, gzipSync(tar, { level: 1 }))
    const { test } = await right(cifar10({ directory: folder }))
    expect(test.fields.label.rows(Uint32Array.of(3), from(0)).indexOf(1)).toBe(5)
    await writeFile(path, gzipSync(tar.subarray(0, tar.length / 2), { level: 1 }))
    expect((await left(cifar10({ directory: folder }))).message).toContain(`tar: ${path} ends before its file`)
    await rm(path)
    await rename(join(folder, 'aside'), join(folder, 'cifar-10-batches-bin'))
  })

  it('refuses a file that is short, and a label that is no class', async () => {
    const path = join(folder, 'cifar-10-batches-bin', 'test_batch.bin')
    await writeFile(path, batch(10))
    expect((await left(cifar10({ directory: folder }))).message).toBe(
      `cifar10: ${path} needs labels from 0 to 9 but row 0 has the label 10`,
    )
    await writeFile(path, batch(1).subarray(1))
    expect((await left(cifar10({ directory: folder }))).message).toBe(
      `cifar10: ${path} needs 30730000 bytes for 10000 photographs but has 30729999`,
    )
  })

  it('says what is missing, and refuses an archive that is not the one that is published', async () => {
    expect((await left(cifar10({ directory: join(folder, 'no') }))).message).toContain(
      'cifar10: needs the file data_batch_1.bin but finds none at',
    )
    const cache = join(folder, 'cache')
    const server = await serve({ '/cifar-10-binary.tar.gz': Buffer.from('not it') })
    const error = await left(cifar10({ cache, mirrors: [`${server.base}/`] }))
    server.close()
    expect(error.message).toContain('needs bytes of MD5 c32a1d4ab5d03f1284b67883e8d87530 but has')
    expect(await readdir(folder)).not.toContain('cache')
  })
})
