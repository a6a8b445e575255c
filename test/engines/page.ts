/** Pages of tests: bundled as a user would, and served from the loopback. */

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { build } from 'vite'
import { ROOT } from '../house/sources.js'

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
    resolve: { alias: { ...alias, shapebound: join(ROOT, 'dist/index.js') } },
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
