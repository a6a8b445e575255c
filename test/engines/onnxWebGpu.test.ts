import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Engine, Run } from 'shapebound'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../house/sources.js'
import { inPlaceOfGpu } from '../support/vulkan.js'
import { type Outcome, train } from './browser.page.js'
import { hasRuntime, inBrowser, ofRuntime, RUNTIME_IN_PAGE } from './inBrowser.js'
import { expectAsInNode } from './page.js'

inPlaceOfGpu()
const inNode = await Engine.choose('webgpu')()
const absent = inNode._tag === 'Left' ? `: skipped, since ${inNode.left.message}` : ''

test.skipIf(absent !== '')(
  `WebGPU in Node trains a model as the processor does, to 1e-4${absent}`,
  async () => {
    const { engine } = inNode._tag === 'Right' ? inNode.right : expect.fail(absent)
    const trained = await train(engine)
    expect(trained.engine).toBe('webgpu')
    expectAsInNode(trained, await train((await Run.promise(Engine.choose('onnxruntime'))).engine))
    await engine.close()
  },
  300_000,
)

describe.skipIf(!hasRuntime)(`shapebound/onnx-webgpu in a page (${RUNTIME_IN_PAGE})`, () => {
  const { opened, folder } = inBrowser({
    entry: new URL('onnxWebGpu.page.ts', import.meta.url),
    alias: {
      'shapebound/onnx-webgpu': join(ROOT, 'dist/modules/onnx-webgpu.js'),
      'onnxruntime-web/webgpu': ofRuntime('ort.webgpu.bundle.min.mjs'),
    },
    gpu: 'software',
  })

  test('a bundler puts the worker and the WebAssembly of WebGPU beside the page', async () => {
    const files = await readdir(folder(), { recursive: true })
    expect(files.filter((file) => file.endsWith('.wasm'))).toHaveLength(1)
  })

  test('a model trains as it does in Node on the processor, to 1e-4', async () => {
    const { page, errors, said } = await opened()
    const inPage = (await page.evaluate('window.outcome')) as Outcome
    expect([...errors, ...said]).toEqual([])
    expect(inPage.engine).toBe('webgpu')
    expectAsInNode(inPage, await train((await Run.promise(Engine.choose('onnxruntime'))).engine))
  }, 300_000)
})
