import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sprites } from '../../src/data/sources/sprites.js'
import * as Bernoulli from '../../src/distributions/bernoulli.js'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import { choose } from '../../src/engines/select.js'
import { fileOf } from '../../src/explorer/file.js'
import { made } from '../../src/explorer/made.js'
import type { Explorer } from '../../src/explorer/model.js'
import { programsOf } from '../../src/explorer/programs.js'
import { script } from '../../src/explorer/script.js'
import * as Joint from '../../src/joints/index.js'
import * as Layer from '../../src/layers/index.js'
import { type Conditional, conditional, unconditional } from '../../src/models/joint/given.js'
import * as Vae from '../../src/models/vae/index.js'
import { from, type Key } from '../../src/random/key.js'
import { bernoulliVae } from '../../src/recipes/known/network.js'
import { named } from '../../src/shapes/named.js'
import { ROOT } from '../house/sources.js'
import { CHROMIUM, drawn, hasChromium, openChromium } from '../support/chromium.js'
import { run } from '../support/outcome.js'

const COUNT = 40
const SIDE = 12

/** What an explorer of a test is of. */
interface Shown {
  readonly model: Conditional
  readonly init: (key: Key) => unknown
  readonly conditions?: Explorer['conditions']
}

const SHAPES = ['square', 'ellipse', 'heart']
const pixels = named('pixels', SIDE * SIDE)

/** An explorer of a model that was not trained, which looks as one that was. */
const explorerOf = async ({ model, init, conditions = [] }: Shown, held: number): Promise<string> => {
  const { engine } = await run(choose('cpu'))
  const params = await run(engine.run((_: null, key) => init(key) as never)(null, from(3)))
  await engine.close()
  const { binary, factors } = sprites({ key: from(1), count: COUNT, size: SIDE })
  const indices = Uint8Array.from({ length: held }, (_, at) => at)
  const labels = indices.map((at) => factors.shape.values[at] as number)
  const { latent, programs } = programsOf(model)
  const own = made({
    told: {
      ...{ title: 'Sprites', about: 'of a test', data: 'test examples of sprites', objective: 'ELBO', trained: '' },
      ...{ picture: { height: SIDE, width: SIDE }, event: SIDE * SIDE, latent, conditions },
    },
    programs: await run(programs(params)),
    examples: {
      x: binary.rows(Uint32Array.from(indices), from(0)),
      ...(conditions.length === 0 ? {} : { given: labels }),
      labels: held === 0 ? null : labels,
      classes: SHAPES,
    },
    small: false,
  })
  return fileOf(own, await run(script))
}

const explorer = (latent: number, held: number): Promise<string> => {
  const model = bernoulliVae(pixels, { hidden: 16, latent })
  return explorerOf({ model: unconditional(model), init: model.init }, held)
}

/** A latent of bits. */
const bits = (held: number): Promise<string> => {
  const model = Vae.make({
    encoder: Layer.sequence(Layer.dense(pixels, 8), Layer.relu, Layer.bernoulliHead(8, 4)),
    decoder: Layer.sequence(Layer.dense(4, 8), Layer.relu, Layer.bernoulliHead(8, pixels)),
    prior: Bernoulli.standard(4),
  })
  return explorerOf({ model: unconditional(model), init: model.init }, held)
}

/** A model that is told the shape. */
const told = (held: number): Promise<string> => {
  const [classes, latent] = [named('classes', 3), named('latent', 2)]
  const [x, label] = [Joint.given('x', [pixels]), Joint.given('label', [classes], 'oneHot')]
  const model = Vae.of({
    p: Joint.of(
      label,
      Joint.variable('z', DiagonalNormal.standard(latent)),
      Joint.variable(
        'x',
        Layer.sequence(
          Layer.inputs({ z: [latent], label: [classes] }),
          Layer.concat('z', 'label'),
          Layer.dense(8),
          Layer.relu,
          Layer.bernoulliHead(pixels),
        ),
      ),
    ),
    q: Joint.of(
      x,
      label,
      Joint.variable(
        'z',
        Layer.sequence(
          Layer.inputs({ x: [pixels], label: [classes] }),
          Layer.concat('x', 'label'),
          Layer.dense(8),
          Layer.relu,
          Layer.normalHead(latent),
        ),
      ),
    ),
  })
  const own = conditional(model) ?? expect.fail('it has one latent')
  return explorerOf({ model: own, init: model.init, conditions: [{ name: 'label', values: SHAPES }] }, held)
}

describe.skipIf(!hasChromium)(`the page of an explorer (${CHROMIUM}, or CHROMIUM; skipped where there is none)`, () => {
  let folder = ''
  let browser: Browser | undefined
  const errors: string[] = []
  const asked: string[] = []

  const opened = (latent: number, held: number, width = 1280, hash = ''): Promise<Page> =>
    openedOf(explorer(latent, held), width, hash)

  const openedOf = async (text: Promise<string>, width = 1280, hash = ''): Promise<Page> => {
    const file = join(folder, `${width}-${errors.length}-${asked.length}.html`)
    await writeFile(file, await text)
    const context = await (browser as Browser).newContext({ viewport: { width, height: 844 }, hasTouch: width < 500 })
    const page = await context.newPage()
    page.on('pageerror', ({ message }) => errors.push(message))
    page.on('console', (message) => errors.push(message.text()))
    page.on('request', (request) => asked.push(request.url().split(':')[0] as string))
    await page.goto(`${pathToFileURL(file).href}${hash}`)
    // not by a function: the policy of the page forbids to evaluate texts
    await page.waitForSelector('html[data-ready="true"]', { state: 'attached' })
    return page
  }

  /** What the address says once it has followed. */
  const viewOf = async (page: Page): Promise<Readonly<Record<string, string>>> => {
    await drawn(page)
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
    await drawn(page)
    const [like, kl, elbo] = (await page.locator('dl').last().locator('dd').allTextContents()).map(Number.parseFloat)
    expect(kl).toBeGreaterThanOrEqual(0)
    expect(Math.abs((elbo ?? 0) - ((like ?? 0) - (kl ?? 0)))).toBeLessThan(0.16)
    await page.getByRole('button', { name: 'Clear' }).click()
    await drawn(page)
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

  test('bits are flipped, at once and back, and a way moves one after the other', async () => {
    const page = await openedOf(bits(COUNT), 390)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    const flip = page.getByRole('button', { name: 'flip z2' })
    const [before, pressed] = [await pixelsOf(page, '.output > canvas'), await flip.getAttribute('aria-pressed')]
    await flip.click()
    await drawn(page)
    expect(await flip.getAttribute('aria-pressed')).not.toBe(pressed)
    const after = await pixelsOf(page, '.output > canvas')
    expect(after).not.toBe(before)
    const { z = '' } = await viewOf(page)
    expect(z).toMatch(/^[01](_[01]){3}$/)
    await flip.click()
    await drawn(page)
    expect(await pixelsOf(page, '.output > canvas')).toBe(before)
    await page.getByLabel('place between A and B').fill('0.5')
    expect((await viewOf(page)).z).toMatch(/^[01](_[01]){3}$/)
    expect(await page.locator('.slider').count()).toBe(0)
    await page.context().close()
  })

  test('what is given is picked, the code stays, and a link holds both', async () => {
    const page = await openedOf(told(COUNT), 1280, '#z=0.5_-1&given=2')
    const pick = (name: string) => page.getByRole('group', { name: 'label' }).getByRole('button', { name })
    expect(await pick('heart').getAttribute('aria-pressed')).toBe('true')
    const heart = await pixelsOf(page, '.output > canvas')
    await pick('square').click()
    await drawn(page)
    expect(await pixelsOf(page, '.output > canvas')).not.toBe(heart)
    expect(await viewOf(page)).toMatchObject({ z: '0.5_-1', given: '0' })
    await pick('heart').click()
    await drawn(page)
    expect(await pixelsOf(page, '.output > canvas')).toBe(heart)
    await page.evaluate(`location.hash = '#z=0.5_-1&given=0'`)
    await page.locator('[aria-label="label"] [aria-pressed="true"]', { hasText: 'square' }).waitFor()
    await drawn(page)
    expect(await pixelsOf(page, '.output > canvas')).not.toBe(heart)
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
