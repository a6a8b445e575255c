import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROMIUM, hasChromium, openChromium } from '../support/chromium.js'
import { type Outcome, train } from './browser.page.js'
import { addressOf, bundled, expectAsInNode, served } from './page.js'

const PAGE = fileURLToPath(new URL('browser.page.ts', import.meta.url))
const WASM = join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist')

/** The modules of Node that a bundle of a page still asks for. */
const nodeModulesIn = (bundle: string): readonly string[] => bundle.match(/["']node:[\w/]+["']/g) ?? []

describe.skipIf(!hasChromium)(`in a page (${CHROMIUM}, or CHROMIUM; skipped where there is none)`, () => {
  let folder = ''
  let bundle = ''
  let server: Server | undefined
  let browser: Browser | undefined

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shapebound-browser-'))
    bundle = await bundled(PAGE, folder)
    server = served(folder, WASM).listen(0, '127.0.0.1')
    browser = await openChromium()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    server?.close()
    await rm(folder, { recursive: true })
  })

  test('the library needs no module of Node', () => {
    expect(bundle.length).toBeGreaterThan(100_000)
    expect(nodeModulesIn(bundle)).toEqual([])
  })

  test('a model trains as it does in Node', async () => {
    const page = await (browser as Browser).newPage()
    const errors: string[] = []
    page.on('pageerror', ({ message }) => errors.push(message))
    await page.goto(addressOf(server))
    const inPage = (await page.evaluate('window.outcome')) as Outcome
    expect(errors).toEqual([])
    expect(inPage.engine).toBe('wasm')
    expectAsInNode(inPage, await train())
  }, 120_000)
})
