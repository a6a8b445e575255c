/** A page of the tests of a file: bundled and served before them, opened in a browser, and closed after them. */

import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { ROOT } from '../house/sources.js'
import { CHROMIUM, type Gpu, hasChromium, openChromium } from '../support/chromium.js'
import { addressOf, bundled, served } from './page.js'

/** The optional package: where ONNXRUNTIME_WEB says that it is installed, or among those of this one. */
const RUNTIME = process.env.ONNXRUNTIME_WEB ?? join(ROOT, 'node_modules/onnxruntime-web')

/** A file of its own. */
export const ofRuntime = (name: string): string => join(RUNTIME, 'dist', name)

/** Whether there is a browser and the package. */
export const hasRuntime = hasChromium && existsSync(join(RUNTIME, 'package.json'))

/** What tests of both say that they need. */
export const RUNTIME_IN_PAGE = `${CHROMIUM} and onnxruntime-web, or CHROMIUM and ONNXRUNTIME_WEB; skipped where there are none`

/** What a page is made of. */
interface Made {
  readonly entry: URL
  /** The packages that it imports beside this one, each with its file. */
  readonly alias?: Readonly<Record<string, string>>
  /** Folders that are served with it. */
  readonly beside?: readonly string[]
  readonly gpu?: Gpu
}

/** A page that is open, and what it says. */
interface Opened {
  readonly page: Page
  /** What it has thrown, and what it has written to its console. */
  readonly errors: readonly string[]
  readonly said: readonly string[]
}

/** What a test does with its page. */
interface InBrowser {
  readonly opened: () => Promise<Opened>
  /** Where its files are, and the text of its bundle: to be asked for in a test. */
  readonly folder: () => string
  readonly bundle: () => string
}

/** A browser for the tests of a file, in which its page is opened. */
export const inBrowser = ({ entry, alias = {}, beside = [], gpu = 'none' }: Made): InBrowser => {
  let [folder, bundle] = ['', '']
  let server: Server | undefined
  let browser: Browser | undefined
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'shapebound-page-'))
    bundle = await bundled(fileURLToPath(entry), folder, alias)
    server = served(folder, ...beside).listen(0, '127.0.0.1')
    browser = await openChromium(gpu)
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    server?.close()
    await rm(folder, { recursive: true })
  })
  const opened = async (): Promise<Opened> => {
    const page = await (browser as Browser).newPage()
    const [errors, said]: [string[], string[]] = [[], []]
    page.on('pageerror', ({ message }) => errors.push(message))
    page.on('console', (message) => said.push(message.text()))
    await page.goto(addressOf(server))
    return { page, errors, said }
  }
  return { opened, folder: () => folder, bundle: () => bundle }
}
