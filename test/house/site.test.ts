import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openChromium } from '../support/chromium.js'
import { filesUnder, ROOT } from './sources.js'

// the site of `npm run docs`, as somebody opens it from a folder, without a network

const site = mkdtempSync(join(tmpdir(), 'shapebound-site-'))
let made: ReturnType<typeof spawnSync>
beforeAll(() => {
  made = spawnSync(process.execPath, ['node_modules/typedoc/bin/typedoc', '--out', site], {
    cwd: ROOT,
    encoding: 'utf8',
  })
}, 600_000)
afterAll(() => rmSync(site, { recursive: true, force: true }))

test('it is made without a warning: no link leads nowhere, and every formula is read', () =>
  expect([made.status, `${made.stdout}${made.stderr}`.match(/warning|error/gi)]).toEqual([0, null]))

test('it has a page for every document, and the reference of every entry point', () => {
  expect(readdirSync(join(site, 'documents'))).toHaveLength(filesUnder('docs', '.md').length)
  expect(readFileSync(join(site, 'documents/The_evidence_lower_bound.html'), 'utf8')).toContain('<math')
  expect(readdirSync(join(site, 'functions'))).toEqual(
    expect.arrayContaining(['index.Train.fit.html', 'node.Checkpoint.save.html']),
  )
})

describe.skipIf(!hasChromium)('in a browser', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openChromium()
  })
  afterAll(() => browser.close())

  /** Opens a page of the site, with what it asks of the network. */
  const opened = async (path: string, width: number): Promise<readonly [Page, string[]]> => {
    const page = await browser.newPage({ viewport: { width, height: 900 } })
    const asked: string[] = []
    page.on('request', (request) => /^(file|data):/.test(request.url()) || asked.push(request.url()))
    await page.goto(`file://${site}/${path}`)
    return [page, asked]
  }

  test.each(['index.html', 'documents/Coming_from_another_library.html', 'functions/index.Train.fit.html'])(
    '%s asks the network for nothing, and fits a telephone',
    async (path) => {
      const [page, asked] = await opened(path, 390)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
      expect(asked).toEqual([])
      await page.close()
    },
  )

  test('the playground runs an example: a curve, new examples after each epoch, and nothing asked of a network', async () => {
    const [page, asked] = await opened('playground.html', 390)
    const errors: string[] = []
    page.on('pageerror', ({ message }) => errors.push(message))
    expect(await page.locator('#pick option').count()).toBeGreaterThan(2)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    const code = await page.locator('#code').inputValue()
    expect(code).toContain("from 'shapebound'")
    // the same program with fewer and smaller pictures
    await page.fill(
      '#code',
      `${code.replace('key: Key.from(1),', 'key: Key.from(1), count: 256,')}\nconsole.log('over')`,
    )
    const blank = await page.evaluate("document.querySelector('#curve').toDataURL()")
    await page.click('#run')
    await page.locator('#status', { hasText: 'Done.' }).waitFor({ timeout: 120_000 })
    expect(await page.locator('#said').textContent()).toBe('over\n')
    expect(await page.locator('#samples figure').count()).toBe(5)
    expect(await page.evaluate("document.querySelector('#curve').toDataURL()")).not.toBe(blank)
    expect([errors, asked]).toEqual([[], []])
    await page.close()
  })

  test('a program that fails says why, and one that goes on is stopped', async () => {
    const [page] = await opened('playground.html#example=1', 1280)
    const code = await page.locator('#code').inputValue()
    await page.fill('#code', "import { readFile } from 'node:fs'")
    await page.click('#run')
    await page.locator('#said', { hasText: 'and not node:fs' }).waitFor()
    await page.fill('#code', code)
    await page.click('#run')
    await page.locator('#status', { hasText: /step \d/ }).waitFor()
    await page.click('#stop')
    await page.locator('#status', { hasText: 'Stopped.' }).waitFor({ timeout: 60_000 })
    await page.close()
  })

  test('it is searched, documents and reference alike', async () => {
    const [page] = await opened('index.html', 1280)
    await page.click('#tsd-search-trigger')
    for (const [words, found] of [
      ['doublyReparameterized', 'doublyReparameterized'],
      ['Jensen', 'The evidence lower bound'],
    ] as const) {
      await page.fill('#tsd-search-input', words)
      await page.locator('#tsd-search-results', { hasText: found }).waitFor()
    }
    await page.close()
  })
})
