import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { Engine, Run } from 'shapebound'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../house/sources.js'
import { CHROMIUM, hasChromium, openChromium } from '../support/chromium.js'
import { type Outcome, train } from './browser.page.js'
import { addressOf, bundled, expectAsInNode, served } from './page.js'

const PAGE = fileURLToPath(new URL('onnxWebGpu.page.ts', import.meta.url))

/** The optional package: where ONNXRUNTIME_WEB says that it is installed, or among those of this one. */
const RUNTIME = process.env.ONNXRUNTIME_WEB ?? join(ROOT, 'node_modules/onnxruntime-web')
const isThere = hasChromium && existsSync(join(RUNTIME, 'package.json'))

describe.skipIf(!isThere)(
  `shapebound/onnx-webgpu in a page (${CHROMIUM} and onnxruntime-web, or CHROMIUM and ONNXRUNTIME_WEB; skipped where there are none)`,
  () => {
    let folder = ''
    let server: Server | undefined
    let browser: Browser | undefined

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'shapebound-onnx-webgpu-'))
      await bundled(PAGE, folder, {
        'shapebound/onnx-webgpu': join(ROOT, 'dist/onnx-webgpu.js'),
        'onnxruntime-web/webgpu': join(RUNTIME, 'dist/ort.webgpu.bundle.min.mjs'),
      })
      server = served(folder).listen(0, '127.0.0.1')
      browser = await openChromium('software')
    }, 120_000)
    afterAll(async () => {
      await browser?.close()
      server?.close()
      await rm(folder, { recursive: true })
    })

    test('a bundler puts the worker and the WebAssembly of WebGPU beside the page', async () => {
      const files = await readdir(folder, { recursive: true })
      expect(files.filter((file) => file.endsWith('.wasm'))).toHaveLength(1)
    })

    test('a model trains as it does in Node on the processor, to 1e-4', async () => {
      const page = await (browser as Browser).newPage()
      const said: string[] = []
      page.on('pageerror', ({ message }) => said.push(message))
      page.on('console', (message) => said.push(message.text()))
      await page.goto(addressOf(server))
      const inPage = (await page.evaluate('window.outcome')) as Outcome
      expect(said).toEqual([])
      expect(inPage.engine).toBe('webgpu')
      expectAsInNode(inPage, await train((await Run.promise(Engine.choose('onnxruntime'))).engine))
    }, 300_000)
  },
)
