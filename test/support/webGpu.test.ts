/** Programs of the table on WebGPU: by software in a browser, and in Node where there is an adapter. */

import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asking, type Thread } from '../../src/engines/compiled/asking.js'
import { compiled } from '../../src/engines/compiled/compiled.js'
import type { Asked, Reply } from '../../src/engines/compiled/threadBody.js'
import { WEB_GPU } from '../../src/engines/compiled/webGpu.js'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import { type Case, found, type Sizes } from '../conformance/case.js'
import { expectCase, KEY, type Output, outputsOn } from '../conformance/onEngines.js'
import { table } from '../conformance/table.js'
import { addressOf, bundled, served } from '../engines/page.js'
import { ROOT } from '../house/sources.js'
import { CHROMIUM, hasChromium, openChromium } from './chromium.js'
import { packed, unpacked } from './wire.js'

const PAGE = fileURLToPath(new URL('webGpu.page.ts', import.meta.url))

/** The optional package: where ONNXRUNTIME_WEB says that it is installed, or among those of this one. */
const RUNTIME = process.env.ONNXRUNTIME_WEB ?? join(ROOT, 'node_modules/onnxruntime-web')
const isThere = hasChromium && existsSync(join(RUNTIME, 'package.json'))

/** An engine of this process whose thread is the worker of a page, which is asked one thing at a time. */
const engineIn = (page: Page): Engine => {
  const { ask, answered, fail, silence } = asking({
    post: (asked: Asked) => {
      page
        .evaluate(`window.ask(${JSON.stringify(packed(asked))})`)
        .then((answer) => answered(unpacked(String(answer)) as Reply))
        .catch(fail)
    },
    busy: () => undefined,
  })
  let last: Promise<unknown> = Promise.resolve()
  const inTurn: Thread['ask'] = (request) => {
    const own = last.then(() => ask(request))
    last = own.catch(() => undefined)
    return own
  }
  return compiled({ ask: inTurn, close: silence }, { ...WEB_GPU, description: 'WebGPU in a page' })
}

const inNode = await choose('webgpu')()
const words = inNode._tag === 'Right' ? inNode.right.engine.description : inNode.left.message

const SIZES: Sizes = { samples: 3, batch: 2, n: 4, m: 2 }

/** What software computes in minutes: the first programs that reach each kernel, and the objectives. */
const chosen = (): readonly Case[] => {
  const reached = new Set<string>()
  return table(SIZES).filter((each) => {
    const fresh = found(each, KEY).kernels.filter((kernel) => !reached.has(kernel))
    for (const kernel of fresh) reached.add(kernel)
    return fresh.length > 0 || each.of.startsWith('Elbo.')
  })
}

const CASES = isThere || inNode._tag === 'Right' ? chosen() : []
const NUMBERED = CASES.map((each, index) => ({ ...each, index }))

/** What the language of WebGPU's programs allows an error of 2^-11 ("WebGPU Shading Language", section 15.7.4). */
const ROUGH: readonly string[] = ['Sin', 'Cos']

/** Every program on an engine. */
const meansTheSame = (opened: () => Promise<Engine>): void => {
  let outputs: readonly Output[]
  beforeAll(async () => {
    outputs = await outputsOn(await opened(), CASES)
  }, 600_000)

  if (NUMBERED.length === 0) it.skip('every program', () => undefined) // said to be skipped
  it.each(NUMBERED)('$name', (given) => {
    const { kernels, numbers } = found(given, KEY)
    const isRough = kernels.some((kernel) => ROUGH.includes(kernel))
    expectCase(outputs[given.index], numbers, isRough ? { absolute: 2 ** -11, relative: 2 ** -11 } : undefined)
  })
}

describe.skipIf(inNode._tag === 'Left')(`WebGPU in Node means the same (${words})`, () => {
  meansTheSame(async () => (inNode._tag === 'Right' ? inNode.right.engine : expect.fail(words)))
  afterAll(() => inNode._tag === 'Right' && inNode.right.engine.close())
})

describe.skipIf(!isThere)(
  `WebGPU in a page means the same (${CHROMIUM} and onnxruntime-web, or CHROMIUM and ONNXRUNTIME_WEB; skipped where there are none)`,
  () => {
    let folder = ''
    let server: Server | undefined
    let browser: Browser | undefined

    meansTheSame(async () => {
      folder = await mkdtemp(join(tmpdir(), 'shapebound-webgpu-'))
      await bundled(PAGE, folder, { 'onnxruntime-web/webgpu': join(RUNTIME, 'dist/ort.webgpu.bundle.min.mjs') })
      server = served(folder).listen(0, '127.0.0.1')
      browser = await openChromium('software')
      const page = await browser.newPage()
      await page.goto(addressOf(server))
      await page.waitForFunction('window.ask !== undefined')
      return engineIn(page)
    })
    afterAll(async () => {
      await browser?.close()
      server?.close()
      await rm(folder, { recursive: true })
    })
  },
)
