import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inFolder } from '../cli/inFolder.js'
import { type Serving, served } from '../cli/served.js'
import { CHROMIUM, drawn, hasChromium, openChromium } from '../support/chromium.js'
import { pixelsOf, saysSoon } from '../support/explorerPages.js'

const { at, cli } = inFolder('live')
const tiny = ['--hidden', '16', '--latent', '2', '--epochs', '1', '--batch', '2048', '--engine', 'wasm']

describe.skipIf(!hasChromium)(`a page that is served (${CHROMIUM}, or CHROMIUM; skipped where there is none)`, () => {
  let browser: Browser | undefined
  let serving: Serving | undefined
  const errors: string[] = []
  const asked: string[] = []

  const opened = async (address: string): Promise<Page> => {
    const page = await (browser as Browser).newPage({ viewport: { width: 1280, height: 900 } })
    page.on('pageerror', ({ message }) => errors.push(message))
    page.on('request', (request) => asked.push(new URL(request.url()).origin))
    await page.goto(address)
    // not by a function: the policy of the page forbids to evaluate texts
    await page.waitForSelector('html[data-ready="true"]', { state: 'attached' })
    return page
  }
  const textOf = (page: Page, selector: string) => page.locator(selector).textContent()

  beforeAll(async () => {
    expect((await cli('train', 'vae', ...tiny, '--out', at('run'))).code).toBe(0)
    serving = await served(at('cache'), at('run'), '--points', '900')
    browser = await openChromium()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await serving?.stop()
  })

  test('follows a training: the map moves, and what was set stays', async () => {
    const { address = '' } = serving ?? {}
    const page = await opened(`${address}#z=0.5_-0.25&a=1_1&b=-1_0.5&way=spherical`)
    expect(await textOf(page, 'footer')).toContain('It holds 900 test examples')
    await page.getByRole('button', { name: 'An example' }).click()
    await page.getByLabel('Map of the latent').press('Home')
    await drawn(page)
    await saysSoon(page, { z: '0_0' })
    const before = {
      hash: (await page.evaluate('location.hash')) as string,
      said: await textOf(page, '.live'),
      plane: await pixelsOf(page, 'canvas.plane'),
      decoded: await pixelsOf(page, '.output > canvas'),
      input: await pixelsOf(page, 'canvas.ink'),
      elbo: await page.locator('.card', { hasText: 'Draw one' }).locator('dd').last().textContent(),
    }
    expect(before.hash).toContain('z=0_0&a=1_1&b=-1_0.5&way=spherical')
    expect((await cli('resume', at('run'), '--epochs', '3')).code).toBe(0)
    await page.locator('.live', { hasNotText: before.said ?? '' }).waitFor()
    await expect.poll(() => pixelsOf(page, 'canvas.plane'), { timeout: 10_000 }).not.toBe(before.plane)
    await expect.poll(() => pixelsOf(page, '.output > canvas'), { timeout: 10_000 }).not.toBe(before.decoded)
    await drawn(page)
    expect(await page.evaluate('location.hash')).toBe(before.hash)
    // the input is the same, and what the newer model makes of it another
    expect(await pixelsOf(page, 'canvas.ink')).toBe(before.input)
    expect(await page.locator('.card', { hasText: 'Draw one' }).locator('dd').last().textContent()).not.toBe(
      before.elbo,
    )
    const steps = (text: string | null): number => Number(/Trained for (\d+) steps/.exec(text ?? '')?.[1])
    expect(steps(await textOf(page, '.live'))).toBe(3 * steps(before.said))
    expect(steps(await textOf(page, 'footer'))).toBe(3 * steps(before.said))
  })

  test('another address of it shows nothing', async () => {
    const page = await (browser as Browser).newPage()
    const { address = '' } = serving ?? {}
    for (const other of [new URL('/', address).href, address.replace('127.0.0.1', '[::1]')]) {
      const response = await page.goto(other).catch(() => null)
      expect(response?.status() ?? 403).toBe(403)
    }
  })

  test('says when what served it has ended, and goes on; it asked for nothing else, and nothing failed', async () => {
    const page = await opened(serving?.address ?? '')
    await serving?.stop()
    await page.locator('.live', { hasText: 'no more' }).waitFor()
    await page.getByRole('button', { name: 'A code from the prior' }).click()
    expect(errors).toEqual([])
    expect([...new Set(asked)]).toEqual([new URL(serving?.address ?? '').origin])
  })
})
