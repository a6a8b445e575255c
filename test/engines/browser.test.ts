import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CHROMIUM, hasChromium } from '../support/chromium.js'
import { type Outcome, train } from './browser.page.js'
import { inBrowser } from './inBrowser.js'
import { expectAsInNode } from './page.js'

const WASM = join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist')

/** The modules of Node that a bundle of a page still asks for. */
const nodeModulesIn = (bundle: string): readonly string[] => bundle.match(/["']node:[\w/]+["']/g) ?? []

describe.skipIf(!hasChromium)(`in a page (${CHROMIUM}, or CHROMIUM; skipped where there is none)`, () => {
  const { opened, bundle } = inBrowser({ entry: new URL('browser.page.ts', import.meta.url), beside: [WASM] })

  test('the library needs no module of Node', () => {
    expect(bundle().length).toBeGreaterThan(100_000)
    expect(nodeModulesIn(bundle())).toEqual([])
  })

  test('a model trains as it does in Node', async () => {
    const { page, errors } = await opened()
    const inPage = (await page.evaluate('window.outcome')) as Outcome
    expect(errors).toEqual([])
    expect(inPage.engine).toBe('wasm')
    expectAsInNode(inPage, await train())
  }, 120_000)
})
