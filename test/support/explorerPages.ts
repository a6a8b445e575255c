/** Explorers as files that are opened in a browser, and what their tests ask of them. */

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { ROOT } from '../house/sources.js'
import { openChromium } from './chromium.js'

/** What a test does with pages. */
export interface ExplorerPages {
  /** Opens the text of a page, when it is ready. */
  readonly opened: (text: string, width?: number, hash?: string) => Promise<Page>
  /** What the pages said in their consoles, and the schemes of what they asked for. */
  readonly errors: string[]
  readonly asked: string[]
}

/** A browser for the tests of a file, in which explorers are opened from files. */
export const explorerPages = (): ExplorerPages => {
  let folder = ''
  let browser: Browser | undefined
  let count = 0
  const [errors, asked]: [string[], string[]] = [[], []]
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
  const opened = async (text: string, width = 1280, hash = ''): Promise<Page> => {
    const file = join(folder, `${count++}.html`)
    await writeFile(file, text)
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
  return { opened, errors, asked }
}

/** What the address of a page says of what it shows. */
export const viewOf = async (page: Page): Promise<Readonly<Record<string, string>>> => {
  const hash = (await page.evaluate('location.hash')) as string
  return Object.fromEntries(
    hash
      .slice(1)
      .split('&')
      .map((pair) => pair.split('=') as [string, string]),
  )
}

/** Waits until the address says some things: it follows what is shown. */
export const saysSoon = (page: Page, view: Readonly<Record<string, unknown>>): Promise<void> =>
  expect.poll(() => viewOf(page), { timeout: 10_000 }).toMatchObject(view)

/** The pixels of a canvas, as text. */
export const pixelsOf = (page: Page, selector: string): Promise<string> =>
  page.evaluate(`document.querySelector('${selector}').toDataURL()`)
