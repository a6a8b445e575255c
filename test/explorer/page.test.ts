import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
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
import { CHROMIUM, drawn, hasChromium } from '../support/chromium.js'
import { explorerPages, pixelsOf, saysSoon, viewOf } from '../support/explorerPages.js'
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
  const { engine } = await run(choose('wasm'))
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

/** What is expected of a page soon: its address follows what is shown. */
const soon = <Value>(value: () => Promise<Value>) => expect.poll(value, { timeout: 10_000 })

/** The numbers of the code that the map goes along, as the address says them. */
const onAxes = async (page: Page): Promise<readonly number[]> => {
  const { z = '', axes = '' } = await viewOf(page)
  const code = z.split('_')
  return axes.split('_').map((axis) => Number(code[Number(axis)]))
}

describe.skipIf(!hasChromium)(`the page of an explorer (${CHROMIUM}, or CHROMIUM; skipped where there is none)`, () => {
  const { opened: openedOf, errors, asked } = explorerPages()

  const opened = async (latent: number, held: number, width = 1280, hash = ''): Promise<Page> =>
    openedOf(await explorer(latent, held), width, hash)

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
    await soon(() => onAxes(page)).toEqual([expect.closeTo(1, 1), expect.closeTo(0, 1)])
    expect(await pixelsOf(page, '.output > canvas')).not.toBe(before)
    await plane.focus()
    for (const key of ['ArrowLeft', 'Shift+ArrowUp', 'a']) await page.keyboard.press(key)
    await soon(async () => (await onAxes(page))[1]).toBeGreaterThan(0.1)
    expect((await onAxes(page))[0]).toBeLessThan(1)
    await saysSoon(page, { a: (await viewOf(page)).z })
    await page.keyboard.press('Home')
    await saysSoon(page, { z: '0_0' })
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
    const place = page.getByLabel('place between A and B')
    await place.fill('0.5')
    await saysSoon(page, { z: '0_0.75' })
    await page.getByRole('button', { name: 'Play' }).click()
    await soon(() => place.inputValue()).not.toBe('0.5')
    await page.getByRole('button', { name: 'Stop' }).click()
    await saysSoon(page, { z: expect.not.stringMatching(/^0_0\.75$/) })
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('section', { hasText: 'From A to B' }).getByRole('button', { name: 'Save' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('strip.png')
    await page.context().close()
  })

  test('bits are flipped, at once and back, and a way moves one after the other', async () => {
    const page = await openedOf(await bits(COUNT), 390, '#a=0_0_0_0&b=1_1_1_1')
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    const flip = page.getByRole('button', { name: 'flip z2' })
    const [before, pressed] = [await pixelsOf(page, '.output > canvas'), await flip.getAttribute('aria-pressed')]
    await flip.click()
    await drawn(page)
    expect(await flip.getAttribute('aria-pressed')).not.toBe(pressed)
    const after = await pixelsOf(page, '.output > canvas')
    expect(after).not.toBe(before)
    await saysSoon(page, { z: expect.stringMatching(/^[01](_[01]){3}$/) })
    await flip.click()
    await drawn(page)
    expect(await pixelsOf(page, '.output > canvas')).toBe(before)
    await page.getByLabel('place between A and B').fill('0.5')
    await saysSoon(page, { z: '1_1_0_0' })
    expect(await page.locator('.slider').count()).toBe(0)
    await page.context().close()
  })

  test('what is given is picked, the code stays, and a link holds both', async () => {
    const page = await openedOf(await told(COUNT), 1280, '#z=0.5_-1&given=2')
    const pick = (name: string) => page.getByRole('group', { name: 'label' }).getByRole('button', { name })
    expect(await pick('heart').getAttribute('aria-pressed')).toBe('true')
    const heart = await pixelsOf(page, '.output > canvas')
    await pick('square').click()
    await drawn(page)
    expect(await pixelsOf(page, '.output > canvas')).not.toBe(heart)
    await saysSoon(page, { z: '0.5_-1', given: '0' })
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
