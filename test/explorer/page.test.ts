import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sprites } from '../../src/data/sources/sprites.js'
import { choose } from '../../src/engines/select.js'
import { fileOf } from '../../src/explorer/file.js'
import { made } from '../../src/explorer/made.js'
import { programsOf } from '../../src/explorer/programs.js'
import { script } from '../../src/explorer/script.js'
import { unconditional } from '../../src/models/joint/given.js'
import { from } from '../../src/random/key.js'
import { bernoulliVae } from '../../src/recipes/known/network.js'
import { named } from '../../src/shapes/named.js'
import { ROOT } from '../house/sources.js'
import { CHROMIUM, hasChromium, openChromium } from '../support/chromium.js'
import { run } from '../support/outcome.js'

const COUNT = 40
const SIDE = 12

/** An explorer of a model that was not trained, which looks as one that was. */
const explorer = async (latent: number, held: number): Promise<string> => {
  const { engine } = await run(choose('cpu'))
  const model = bernoulliVae(named('pixels', SIDE * SIDE), { hidden: 16, latent })
  const params = await run(engine.run((_: null, key) => model.init(key))(null, from(3)))
  await engine.close()
  const { binary, factors } = sprites({ key: from(1), count: COUNT, size: SIDE })
  const indices = Uint8Array.from({ length: held }, (_, at) => at)
  const own = made({
    told: {
      ...{ title: 'Sprites', about: 'of a test', data: 'test examples of sprites', objective: 'ELBO', trained: '' },
      ...{
        picture: { height: SIDE, width: SIDE },
        event: SIDE * SIDE,
        latent: programsOf(unconditional(model)).latent,
      },
      conditions: [],
    },
    programs: await run(programsOf(unconditional(model)).programs(params)),
    examples: {
      x: binary.rows(Uint32Array.from(indices), from(0)),
      labels: held === 0 ? null : indices.map((at) => factors.shape.values[at] as number),
      classes: ['square', 'ellipse', 'heart'],
    },
    small: false,
  })
  return fileOf(own, await run(script))
}

describe.skipIf(!hasChromium)(`the page of an explorer (${CHROMIUM}, or CHROMIUM; skipped where there is none)`, () => {
  let folder = ''
  let browser: Browser | undefined
  const errors: string[] = []
  const asked: string[] = []

  const opened = async (latent: number, held: number, width = 1280, hash = ''): Promise<Page> => {
    const file = join(folder, `${latent}-${held}.html`)
    await writeFile(file, await explorer(latent, held))
    const context = await (browser as Browser).newContext({ viewport: { width, height: 844 }, hasTouch: width < 500 })
    const page = await context.newPage()
    page.on('pageerror', ({ message }) => errors.push(message))
    page.on('console', (message) => errors.push(message.text()))
    page.on('request', (request) => asked.push(request.url().split(':')[0] as string))
    await page.goto(`${pathToFileURL(file).href}${hash}`)
    await page.waitForFunction('document.documentElement.dataset.ready === "true"')
    return page
  }

  /** What the address says once it has followed. */
  const viewOf = async (page: Page): Promise<Readonly<Record<string, string>>> => {
    await page.waitForTimeout(500)
    const hash = (await page.evaluate('location.hash')) as string
    return Object.fromEntries(
      hash
        .slice(1)
        .split('&')
        .map((pair) => pair.split('=') as [string, string]),
    )
  }

  const pixelsOf = (page: Page, selector: string): Promise<string> =>
    page.evaluate(`document.querySelector('${selector}').toDataURL()`)

  beforeAll(async () => {
    // a quick build makes no page
    if (!existsSync(join(ROOT, 'dist/explorer/page.js')))
      spawnSync(process.execPath, ['scripts/explorer.mjs'], { cwd: ROOT, stdio: 'inherit' })
    folder = await mkdtemp(join(tmpdir(), 'shapebound-explorer-'))
    browser = await openChromium()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true })
  })

  test('the code follows the pointer and the keys, and the address follows the code', async () => {
    const page = await opened(2, COUNT)
    const plane = page.locator('canvas.plane')
    const box = (await plane.boundingBox()) as { x: number; y: number; width: number; height: number }
    const before = await pixelsOf(page, '.output > canvas')
    const to = (x: number, y: number) => page.mouse.move(box.x + x * box.width, box.y + y * box.height)
    await to(0.5, 0.5)
    await page.mouse.down()
    for (const share of [0.55, 0.62, 0.7, 0.8413]) await to(share, 0.5)
    await page.mouse.up()
    // the map is even in probability: 84.13 % of the prior lies below 1
    const { z = '', axes = '' } = await viewOf(page)
    const [across = 0, up = 0] = axes.split('_').map(Number)
    expect(Number(z.split('_')[across])).toBeCloseTo(1, 1)
    expect(Number(z.split('_')[up])).toBeCloseTo(0, 1)
    expect(await pixelsOf(page, '.output > canvas')).not.toBe(before)
    await plane.focus()
    for (const key of ['ArrowLeft', 'Shift+ArrowUp', 'a']) await page.keyboard.press(key)
    const moved = await viewOf(page)
    expect(Number(moved.z?.split('_')[across])).toBeLessThan(1)
    expect(Number(moved.z?.split('_')[up])).toBeGreaterThan(0.1)
    expect(moved.a).toBe(moved.z)
    await page.keyboard.press('Home')
    expect((await viewOf(page)).z).toBe('0_0')
    await page.context().close()
  })

  test('what is drawn is encoded: its posterior, and its ELBO is what log p(x|z) is less the KL', async () => {
    const page = await opened(2, COUNT)
    const ink = page.locator('canvas.ink')
    await ink.scrollIntoViewIfNeeded()
    const box = (await ink.boundingBox()) as { x: number; y: number; width: number; height: number }
    await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.3 * box.height)
    await page.mouse.down()
    await page.mouse.move(box.x + 0.7 * box.width, box.y + 0.6 * box.height, { steps: 4 })
    await page.mouse.up()
    await page.waitForTimeout(300)
    const [like, kl, elbo] = (await page.locator('dl').last().locator('dd').allTextContents()).map(Number.parseFloat)
    expect(kl).toBeGreaterThanOrEqual(0)
    expect(Math.abs((elbo ?? 0) - ((like ?? 0) - (kl ?? 0)))).toBeLessThan(0.16)
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.waitForTimeout(100)
    expect(await page.locator('dl').last().locator('dd').first().textContent()).toBe('–')
    await page.context().close()
  })

  test('from A to B: a link to a way shows it, and its middle is half of both', async () => {
    const page = await opened(2, COUNT, 1280, '#z=0_0&a=1_1&b=-1_0.5&way=straight')
    await page.getByLabel('place between A and B').fill('0.5')
    expect((await viewOf(page)).z).toBe('0_0.75')
    await page.getByRole('button', { name: 'Play' }).click()
    await page.waitForTimeout(300)
    await page.getByRole('button', { name: 'Stop' }).click()
    expect((await viewOf(page)).z).not.toBe('0_0.75')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('section', { hasText: 'From A to B' }).getByRole('button', { name: 'Save' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('strip.png')
    await page.context().close()
  })

  test('on a phone nothing is wider than the screen, and many latents and no examples do', async () => {
    const page = await opened(10, 0, 390)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    expect(await page.locator('footer').textContent()).toContain('It holds none of the data')
    expect(await page.locator('.slider').count()).toBe(10)
    expect(await page.getByLabel('horizontal axis').isVisible()).toBe(true)
    await page.context().close()
  })

  test('nothing was said in the console, and nothing was asked for but the file itself', () => {
    expect(errors).toEqual([])
    expect([...new Set(asked)].filter((scheme) => scheme !== 'file' && scheme !== 'blob' && scheme !== 'data')).toEqual(
      [],
    )
  })
})
