/** Programs of the table on WebGPU: in Node on the GPU that is there, or by software in place of one, and in a browser by software. */

import type { Page } from 'playwright-core'
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
import { hasRuntime, inBrowser, ofRuntime, RUNTIME_IN_PAGE } from '../engines/inBrowser.js'
import { inPlaceOfGpu } from './vulkan.js'
import { packed, unpacked } from './wire.js'

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

inPlaceOfGpu()
const inNode = await choose('webgpu')()
const words = inNode._tag === 'Right' ? inNode.right.engine.description : inNode.left.message

const SIZES: Sizes = { samples: 3, batch: 2, n: 4, m: 2 }

/** What software in a browser computes in minutes: the first programs that reach each kernel, and the objectives. */
const chosen = (): readonly Case[] => {
  const reached = new Set<string>()
  return table(SIZES).filter((each) => {
    const fresh = found(each, KEY).kernels.filter((kernel) => !reached.has(kernel))
    for (const kernel of fresh) reached.add(kernel)
    return fresh.length > 0 || each.of.startsWith('Elbo.')
  })
}

/** All of the table in Node, where software takes a minute. */
const IN_NODE = inNode._tag === 'Right' ? table(SIZES) : []
const IN_PAGE = hasRuntime ? chosen() : []

/** What the language of WebGPU's programs allows an error of 2^-11 ("WebGPU Shading Language", section 15.7.4). */
const ROUGH: readonly string[] = ['Sin', 'Cos']

/** Programs on an engine. */
const meansTheSame = (cases: readonly Case[], opened: () => Promise<Engine>): void => {
  let outputs: readonly Output[]
  beforeAll(async () => {
    outputs = await outputsOn(await opened(), cases)
  }, 600_000)

  if (cases.length === 0) it.skip('every program', () => undefined) // said to be skipped
  it.each(cases.map((each, index) => ({ ...each, index })))('$name', (given) => {
    const { kernels, numbers } = found(given, KEY)
    const isRough = kernels.some((kernel) => ROUGH.includes(kernel))
    expectCase(outputs[given.index], numbers, isRough ? { absolute: 2 ** -11, relative: 2 ** -11 } : undefined)
  })
}

describe.skipIf(inNode._tag === 'Left')(`WebGPU in Node means the same (${words})`, () => {
  meansTheSame(IN_NODE, async () => (inNode._tag === 'Right' ? inNode.right.engine : expect.fail(words)))
  afterAll(() => inNode._tag === 'Right' && inNode.right.engine.close())
})

describe.skipIf(!hasRuntime)(`WebGPU in a page means the same (${RUNTIME_IN_PAGE})`, () => {
  const { opened } = inBrowser({
    entry: new URL('webGpu.page.ts', import.meta.url),
    alias: { 'onnxruntime-web/webgpu': ofRuntime('ort.webgpu.bundle.min.mjs') },
    gpu: 'software',
  })
  meansTheSame(IN_PAGE, async () => {
    const { page } = await opened()
    await page.waitForFunction('window.ask !== undefined')
    return engineIn(page)
  })
})
