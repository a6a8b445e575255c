/** Pages of tests: bundled as a user would, and served from the loopback. */

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'vite'
import { expect } from 'vitest'
import { ROOT } from '../house/sources.js'
import type { Outcome } from './browser.page.js'

/** Bundles a page: the package by its name, with the conditions of a browser. Gives its text. */
export const bundled = async (
  entry: string,
  folder: string,
  alias: Readonly<Record<string, string>> = {},
): Promise<string> => {
  await build({
    root: ROOT,
    base: './',
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { ...alias, shapebound: join(ROOT, 'dist/modules/index.js') } },
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      // not as a library, into which a worker and what it loads would be inlined
      rollupOptions: {
        ...{ input: entry, preserveEntrySignatures: 'strict', onwarn: () => undefined },
        output: { entryFileNames: 'page.js' },
      },
    },
  })
  return readFile(join(folder, 'page.js'), 'utf8')
}

const HTML = `<!doctype html><title>shapebound</title><link rel="icon" href="data:," /><script type="module">
  import { train } from './page.js'
  window.outcome = train()
</script>`

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  mjs: 'text/javascript',
  wasm: 'application/wasm',
}

/** A server of a page, of its bundle, and of files that lie in other folders. */
export const served = (...folders: readonly string[]): Server =>
  createServer(async ({ url = '/' }, response) => {
    const name = url.slice(1)
    const path = folders.map((folder) => join(folder, name)).find((each) => name !== '' && existsSync(each))
    if (url !== '/' && path === undefined) return response.writeHead(404).end()
    response.setHeader('content-type', TYPES[name.split('.').at(-1) ?? ''] ?? 'text/html')
    return response.end(path === undefined ? HTML : await readFile(path))
  })

/** Where a server that listens has its page. */
export const addressOf = (server: Server | undefined): string =>
  `http://127.0.0.1:${((server as Server).address() as AddressInfo).port}/`

/** What came of a training in a page is what comes of it in Node, to 1e-4; and it learned something. */
export const expectAsInNode = (inPage: Outcome, inNode: Outcome): void => {
  expect(inPage.objectives).toHaveLength(24)
  expect(inPage.objectives.at(-1)).toBeGreaterThan((inPage.objectives[0] as number) + 1)
  for (const [step, objective] of inNode.objectives.entries())
    expect(Math.abs((inPage.objectives[step] as number) / objective - 1)).toBeLessThan(1e-4)
  for (const [at, number] of inNode.weight.entries()) expect(inPage.weight[at]).toBeCloseTo(number, 4)
}
