import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from './sources.js'

// what a page downloads of the library before it does anything: the sizes are pinned

/** What a page that trains imports. */
const PAGE = `import { Data, DiagonalNormal, Elbo, Engine, Key, Layer, Optimizer, Train, Vae } from 'shapebound'
globalThis.kept = { Data, DiagonalNormal, Elbo, Engine, Key, Layer, Optimizer, Train, Vae }`

/** The part of a bundler's chunk that is looked at. */
interface Chunk {
  readonly fileName: string
  readonly code: string
  readonly isEntry: boolean
  readonly imports: readonly string[]
  readonly moduleIds: readonly string[]
}

const bundled = async (): Promise<readonly Chunk[]> => {
  const result = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { shapebound: join(ROOT, 'dist/modules/index.js') } },
    plugins: [
      { name: 'page', resolveId: (id) => (id === 'page' ? id : null), load: (id) => (id === 'page' ? PAGE : null) },
    ],
    build: { write: false, minify: true, rollupOptions: { input: 'page', onwarn: () => undefined } },
  })
  // safe: one build that is not watched, with no assets
  return (result as unknown as { readonly output: readonly Chunk[] }).output.filter(({ code }) => code !== undefined)
}

describe('a page that trains', () => {
  let chunks: readonly Chunk[] = []
  /** What is there before anything runs: the entry and what it imports; what it asks for later is not. */
  const first = (names: readonly string[]): readonly Chunk[] =>
    chunks
      .filter(({ fileName }) => names.includes(fileName))
      .flatMap((chunk) => [chunk, ...first(chunk.imports)])
      .filter((chunk, place, all) => all.indexOf(chunk) === place)
  const core = (): readonly Chunk[] => first(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName))

  beforeAll(async () => {
    chunks = await bundled()
  }, 120_000)

  test('downloads less than 200 kB, compressed', () => {
    const bytes = core().reduce((total, { code }) => total + gzipSync(code, { level: 9 }).length, 0)
    expect(bytes).toBeGreaterThan(100_000)
    expect(bytes).toBeLessThan(200_000)
  })

  test('has neither the backend on WebAssembly before it is asked for, nor Vega, nor parts of TensorFlow.js that nobody uses', () => {
    const packages = core().flatMap(({ moduleIds }) =>
      moduleIds.map((id) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? 'shapebound'),
    )
    expect([...new Set(packages)].toSorted()).toEqual([
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-core',
      'fp-ts',
      'long',
      'seedrandom',
      'shapebound',
    ])
  })

  test('asks for nothing of Node', () =>
    expect(chunks.flatMap(({ code }) => code.match(/["']node:[\w/]+["']/g) ?? [])).toEqual([]))
})
