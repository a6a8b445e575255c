import { cp, readFile, rename, stat } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { readBlob } from '../../src/explorer/blob.js'
import { fromLetters } from '../../src/explorer/letters.js'
import type { Explorer } from '../../src/explorer/model.js'
import { inFolder } from './inFolder.js'
import { served } from './served.js'

const { at, cli } = inFolder('explore')
const tiny = ['--hidden', '8', '--latent', '2', '--epochs', '1', '--batch', '2048', '--engine', 'wasm']

beforeAll(async () => {
  expect((await cli('train', 'vae', ...tiny, '--out', at('run'))).code).toBe(0)
}, 120_000)

/** What a page holds. */
const headerOf = async (file: string): Promise<Explorer> => {
  const page = await readFile(file, 'utf8')
  const [, held = ''] = /<script[^>]*id="numbers"[^>]*>([^<]*)</.exec(page) ?? []
  return readBlob<Explorer>(Uint8Array.from(gunzipSync(fromLetters(held))).buffer).header
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

/** The header of what a page is told to fetch. */
const servedHeader = async (address: string): Promise<Explorer> =>
  readBlob<Explorer>(Uint8Array.from(gunzipSync(await (await fetch(`${address}numbers`)).arrayBuffer())).buffer).header

describe('explore --port', () => {
  it('serves the page that it would write, until it is told to stop, and then ends quietly', async () => {
    const { address, stop, said } = await served(at('cache'), at('run'))
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}\/$/)
    expect(await servedHeader(address)).toEqual(await headerOf(at('run/explore.html')))
    const before = said()
    expect(await stop()).toMatchObject({ code: 0, out: '' })
    expect(said()).toBe(before)
    await expect(fetch(address)).rejects.toThrow()
  })

  it('shows a checkpoint that is newer, of any number of points', async () => {
    await cp(at('run'), at('moving'), { recursive: true })
    const { address, stop } = await served(at('cache'), at('moving'), '--points', '700')
    expect((await servedHeader(address)).points?.count).toBe(700)
    await cp(at('moving/checkpoint.safetensors'), at('moving/newer'))
    await rename(at('moving/newer'), at('moving/checkpoint.safetensors'))
    const { body } = await fetch(`${address}events`)
    const decoder = new TextDecoder()
    let heard = ''
    // safe: an answer has a body
    for await (const bytes of body as ReadableStream<Uint8Array>) {
      heard += decoder.decode(bytes)
      if (heard.includes('data: 2')) break
    }
    await stop()
    expect(heard).toContain('data: 2\n\n')
  })

  it('waits for the first checkpoint of a run, and refuses what is no run', async () => {
    await cp(at('run'), at('begun'), { recursive: true, filter: (file) => !file.endsWith('checkpoint.safetensors') })
    const waiting = served(at('cache'), at('begun'))
    await setTimeout(100)
    await cp(at('run/checkpoint.safetensors'), at('begun/checkpoint.safetensors'))
    const { stop, said } = await waiting
    await stop()
    expect(said()).toMatch(/^Waiting for .*checkpoint.safetensors/)
    await expect(served(at('cache'), at('nothing'))).rejects.toThrow(/^2: shapebound: explore: /)
    expect((await cli('explore', at('run'), '--port', '70000')).code).toBe(2)
    expect((await cli('explore', at('run'), '--port', '0', '--out', at('x.html'))).code).toBe(2)
  })
})
