import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Engine, Run } from 'shapebound'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../house/sources.js'
import { type Outcome, train } from './browser.page.js'
import { hasRuntime, inBrowser, ofRuntime, RUNTIME_IN_PAGE } from './inBrowser.js'
import { expectAsInNode } from './page.js'

describe.skipIf(!hasRuntime)(`shapebound/onnx-web in a page (${RUNTIME_IN_PAGE})`, () => {
  const { opened, folder } = inBrowser({
    entry: new URL('onnxWeb.page.ts', import.meta.url),
    alias: {
      'shapebound/onnx-web': join(ROOT, 'dist/modules/onnx-web.js'),
      'onnxruntime-web/wasm': ofRuntime('ort.wasm.bundle.min.mjs'),
    },
  })

  test('a bundler puts the worker and its WebAssembly beside the page', async () => {
    const files = await readdir(folder(), { recursive: true })
    expect(files.filter((file) => file.endsWith('.wasm'))).toHaveLength(1)
    expect(files.filter((file) => /worker.*\.js$/.test(file))).toHaveLength(1)
  })

  test('a model trains as it does in Node, to 1e-4, without a word in the console', async () => {
    const { page, errors, said } = await opened()
    const inPage = (await page.evaluate('window.outcome')) as Outcome
    expect([...errors, ...said]).toEqual([])
    expect(inPage.engine).toBe('onnxruntime-web')
    expectAsInNode(inPage, await train((await Run.promise(Engine.choose('onnxruntime'))).engine))
  }, 120_000)
})
