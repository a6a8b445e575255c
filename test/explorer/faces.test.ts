import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { readBlob } from '../../src/explorer/blob.js'
import { fileOf } from '../../src/explorer/file.js'
import type { Sight } from '../../src/explorer/machine.js'
import type { Explorer } from '../../src/explorer/model.js'
import { script } from '../../src/explorer/script.js'
import { CHROMIUM, drawn, hasChromium } from '../support/chromium.js'
import { exploredBy } from '../support/explored.js'
import { explorerPages, pixelsOf, saysSoon, viewOf } from '../support/explorerPages.js'
import { run } from '../support/outcome.js'

const MEAN = '.output > canvas'

const fileBy = async (name: string, options: Readonly<Record<string, string>> = {}): Promise<string> =>
  fileOf((await exploredBy(name, options, 1)).made, await run(script))

const fits = async (page: Page): Promise<void> =>
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)

/** Buttons without a name, and canvases that can be reached by keys without one. */
const nameless = (page: Page): Promise<number> =>
  page.evaluate(
    `[...document.querySelectorAll('button, [tabindex], select, input')].filter((each) =>
      !(each.ariaLabel || each.textContent.trim() || each.labels?.[0]?.textContent.trim())).length`,
  )

describe.skipIf(!hasChromium)(`faces of latents (${CHROMIUM}, or CHROMIUM; skipped where there is none)`, () => {
  const { opened, errors, asked } = explorerPages()

  test('codes are painted with one of the table, by the pointer and by keys, and a link holds them', async () => {
    const page = await opened(await fileBy('vq-vae', { codes: '12' }), 390)
    await fits(page)
    expect(await nameless(page)).toBe(0)
    const before = await pixelsOf(page, MEAN)
    await page.getByRole('button', { name: 'code 7', exact: true }).click()
    await saysSoon(page, { pen: '7' })
    const grid = page.locator('canvas.codes')
    await grid.scrollIntoViewIfNeeded()
    const { x, y, width, height } = (await grid.boundingBox()) ?? expect.fail('there is a grid')
    await page.mouse.move(x + (0.5 / 7) * width, y + (0.5 / 7) * height)
    await page.mouse.down()
    await page.mouse.move(x + (2.5 / 7) * width, y + (0.5 / 7) * height, { steps: 4 })
    await page.mouse.up()
    await saysSoon(page, { z: expect.stringMatching(/^7_7_7_/) })
    await expect.poll(() => pixelsOf(page, MEAN)).not.toBe(before)
    for (const key of ['ArrowDown', 'ArrowRight', 'Enter']) await grid.press(key)
    await expect.poll(async () => (await viewOf(page)).z?.split('_')[7 + 3]).toBe('7')
    await expect
      .poll(() => page.locator('section', { hasText: 'Codes on a grid' }).locator('[aria-live]').textContent())
      .toBe('row 2, column 4: code 7')
    const { z = '' } = await viewOf(page)
    const shown = await pixelsOf(page, MEAN)
    await page.getByRole('button', { name: 'All of this code' }).click()
    await saysSoon(page, { z: Array.from({ length: 49 }, () => '7').join('_') })
    await page.evaluate(`location.hash = '#z=${z}&pen=3'`)
    await expect.poll(() => pixelsOf(page, MEAN)).toBe(shown)
    expect(await page.getByRole('button', { name: 'code 3', exact: true }).getAttribute('aria-pressed')).toBe('true')
    await page.context().close()
  })

  test('a code is taken from the grid, and painted with', async () => {
    const z = Array.from({ length: 49 }, (_, at) => at % 12).join('_')
    const page = await opened(await fileBy('vq-vae', { codes: '12' }), 1280, `#z=${z}`)
    await page.getByRole('button', { name: 'Take a code' }).click()
    const grid = page.locator('canvas.codes')
    const { width = 0, height = 0 } = (await grid.boundingBox()) ?? {}
    await grid.click({ position: { x: (5.5 / 7) * width, y: (0.5 / 7) * height } })
    await saysSoon(page, { pen: '5', z })
    await page.context().close()
  })

  test('levels are walked one under the other: what is above stays, and a link holds both', async () => {
    const page = await opened(await fileBy('ladder-vae'), 390, '#z=0.5_-1_2')
    await fits(page)
    const level = (name: string) => page.getByRole('group', { name: 'latent' }).getByRole('button', { name })
    const before = await pixelsOf(page, MEAN)
    await level('z1').click()
    await saysSoon(page, { level: '1', above: '0.5_-1_2' })
    await drawn(page)
    // it begins where the upper has it
    expect(await pixelsOf(page, MEAN)).toBe(before)
    await fits(page)
    await page.getByLabel('Map of the latent').press('Shift+ArrowLeft')
    await expect.poll(() => pixelsOf(page, MEAN)).not.toBe(before)
    await expect.poll(() => page.locator('footer').count()).toBe(1)
    expect((await viewOf(page)).above).toBe('0.5_-1_2')
    const moved = await pixelsOf(page, MEAN)
    const link = () => page.evaluate(`location.hash = '#z=1_-1_0.5&level=1&above=0.5_-1_2'`)
    await link()
    await expect.poll(() => pixelsOf(page, MEAN)).not.toBe(moved)
    const linked = await pixelsOf(page, MEAN)
    await level('z2').click()
    await expect.poll(() => pixelsOf(page, MEAN)).toBe(before)
    await saysSoon(page, { z: '0.5_-1_2' })
    await link()
    await expect.poll(() => pixelsOf(page, MEAN)).toBe(linked)
    expect(await level('z1').getAttribute('aria-pressed')).toBe('true')
    await page.context().close()
  })

  test('components of a mixture are picked, and their centers are on the map', async () => {
    const page = await opened(await fileBy('cluster-vae', { clusters: '4', latent: '2' }), 390)
    await fits(page)
    const part = page.locator('section', { hasText: 'The prior is a mixture' })
    expect(await part.getByRole('button').count()).toBe(4)
    const pick = (at: number) => part.getByRole('button', { name: `component ${at}, 25 % of the prior` })
    await pick(2).click()
    await saysSoon(page, { given: '2' })
    const { z } = await viewOf(page)
    await drawn(page)
    expect(await pick(2).getAttribute('aria-pressed')).toBe('true')
    const shown = await pixelsOf(page, MEAN)
    await pick(3).click()
    await saysSoon(page, { given: '3' })
    expect((await viewOf(page)).z).not.toBe(z)
    expect(await pixelsOf(page, MEAN)).not.toBe(shown)
    await page.context().close()
  })

  test('a label that the model infers is picked beside the style, and said of an example', async () => {
    const page = await opened(await fileBy('m2', { latent: '2' }))
    const labels = page.getByRole('group', { name: 'label' })
    const pick = (name: string) => labels.getByRole('button', { name })
    const picked = () => labels.locator('[aria-pressed="true"]').textContent()
    await page.getByRole('button', { name: 'An example' }).click()
    await drawn(page)
    const said = await picked()
    const shown = await pixelsOf(page, MEAN)
    for (const name of ['square', 'ellipse', 'heart']) {
      await pick(name).click()
      await drawn(page)
      expect(await pick(name).getAttribute('aria-pressed')).toBe('true')
    }
    await page.getByRole('button', { name: 'An example' }).click()
    await expect.poll(() => pixelsOf(page, MEAN)).toBe(shown)
    await expect.poll(picked).toBe(said)
    await page.context().close()
  })

  test('another view is said at the code, and given: alone, and beside a picture', async () => {
    const { made, machines } = await exploredBy('mvae', { latent: '2' }, 1)
    const heart = made.header.others?.[0]?.values.indexOf('heart') ?? expect.fail('there is another view')
    const page = await opened(fileOf(made, await run(script)), 390)
    await fits(page)
    expect(await nameless(page)).toBe(0)
    const part = page.getByRole('group', { name: 'label' })
    const before = await part.textContent()
    const value = part.getByRole('button', { name: /^label heart, / })
    const lies = () => viewOf(page).then(({ z }) => z?.split('_').map(Number))
    const near = (sight: Sight | null | undefined) =>
      Array.from(sight?.encode().center ?? [], (each) => expect.closeTo(each, 2))
    const costs = () => page.getByRole('region', { name: 'Draw one' }).locator('dl').innerText()
    await value.click()
    await expect.poll(lies).toEqual(near(machines[0]?.see({ x: null, others: [heart] })))
    await drawn(page)
    expect(await part.textContent()).not.toBe(before)
    expect(await costs()).toMatch(
      /^E log p\(label\|z\)\s+-\d+\.\d nats\s+KL\(q\(z\|label\) ‖ p\(z\)\)\s+\d+\.\d nats\s+ELBO\s+-\d+\.\d nats$/,
    )
    // one example is in the page
    await page.getByRole('button', { name: 'An example' }).click()
    const { header, numbers } = readBlob<Explorer>(made.bytes.buffer)
    const x = Float32Array.from(numbers(header.points?.x ?? expect.fail('it holds one')), (each) => each / 255)
    await expect.poll(lies).toEqual(near(machines[0]?.see({ x, others: [heart] })))
    expect(await costs()).toContain('KL(q(z|x, label) ‖ p(z))')
    await value.click()
    await expect.poll(lies).toEqual(near(machines[0]?.see({ x, others: [null] })))
    expect(await costs()).toContain('KL(q(z|x) ‖ p(z))')
    await page.context().close()
  })

  test('of an autoencoder without distributions nothing is shown that it has not', async () => {
    const page = await opened(await fileBy('autoencoder', { latent: '2' }), 390)
    await fits(page)
    expect(await page.getByText('draws from').count()).toBe(0)
    expect(await page.getByText('log p(').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'A code from the prior' }).count()).toBe(0)
    await page.getByRole('button', { name: 'An example' }).click()
    await drawn(page)
    await page.context().close()
  })

  test('nothing was said in the console, and nothing was asked for but the files themselves', () => {
    expect(errors).toEqual([])
    expect(asked.filter((scheme) => !['file', 'blob', 'data'].includes(scheme))).toEqual([])
  })
})
