import { readFile, stat } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { readBlob } from '../../src/explorer/blob.js'
import type { Explorer } from '../../src/explorer/model.js'
import { inFolder } from './inFolder.js'

const { at, cli } = inFolder('explore')
const tiny = ['--hidden', '8', '--latent', '2', '--epochs', '1', '--batch', '2048', '--engine', 'wasm']

beforeAll(async () => {
  expect((await cli('train', 'vae', ...tiny, '--out', at('run'))).code).toBe(0)
}, 120_000)

/** What a page holds. */
const headerOf = async (file: string): Promise<Explorer> => {
  const page = await readFile(file, 'utf8')
  const [, held = ''] = /<script[^>]*id="numbers"[^>]*>([^<]*)</.exec(page) ?? []
  return readBlob<Explorer>(Uint8Array.from(gunzipSync(Buffer.from(held, 'base64'))).buffer).header
}

describe('train', () => {
  it('writes the page beside the report, which links it', async () => {
    expect(await readFile(at('run/report.html'), 'utf8')).toContain('href="explore.html"')
    const { points, latent } = await headerOf(at('run/explore.html'))
    expect([points?.count, latent.sizes]).toEqual([500, [2]])
  })
})

describe('explore', () => {
  it('writes the same page again', async () => {
    const before = await readFile(at('run/explore.html'), 'utf8')
    expect((await cli('explore', at('run'), '--out', at('again.html'))).code).toBe(0)
    expect(await headerOf(at('again.html'))).toEqual(await headerOf(at('run/explore.html')))
    expect(before.length).toBeGreaterThan(10_000)
  })

  it('of no points holds none of the data', async () => {
    const { code, out } = await cli('explore', at('run'), '--out', at('private.html'), '--points', '0', '--json')
    expect([code, JSON.parse(out)]).toMatchObject([0, { points: 0, out: at('private.html') }])
    expect((await headerOf(at('private.html'))).points).toBeNull()
  })

  it('says what rounding costs: more of int8 than of float16, in fewer bytes', async () => {
    const of = async (name: string, ...more: readonly string[]) =>
      JSON.parse((await cli('explore', at('run'), '--out', at(name), '--json', ...more)).out)
    const [large, small] = [await of('large.html'), await of('small.html', '--small')]
    expect([large.rounding.held, small.rounding.held]).toEqual(['f16', 'i8'])
    expect(small.rounding.worst).toBeGreaterThan(large.rounding.worst)
    expect(small.rounding.worst).toBeLessThan(0.1)
    expect((await stat(at('small.html'))).size).toBe(small.size)
    expect(small.size).toBeLessThan(large.size)
  })

  it('refuses what is no run, and more points than there are as all of them', async () => {
    const { code, err } = await cli('explore', at('nothing'))
    expect([code, err.split('\n').length]).toEqual([2, 2])
    expect((await cli('explore', at('run'), '--points', '-1')).code).toBe(2)
    const { out } = await cli('explore', at('run'), '--out', at('all.html'), '--points', '99999', '--json')
    expect(JSON.parse(out).points).toBeGreaterThan(500)
  })
})
