// A copy of the project that may be written to: its sources hold all mutants, and its tests load `setup.mjs`.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withMutants } from './schema.mjs'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What the tests of the rooms need; `node_modules` is that of the project. */
const COPIED =
  'src test dist examples docs bench scripts README.md package.json tsconfig.json tsconfig.types.json tsconfig.tests.json'

/** The tests of a mutant run in the order they are named in: vitest would begin with the longest. */
const CONFIG = (root) => `
import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'

const order = JSON.parse(process.env.MUTANT_TESTS ?? '[]')
class AsNamed extends BaseSequencer {
  async sort(files) {
    return files.toSorted((one, other) => order.indexOf(one.moduleId) - order.indexOf(other.moduleId))
  }
}

export default defineConfig({
  resolve: {
    alias: {
      'shapebound/node': ${JSON.stringify(join(root, 'dist/node.js'))},
      'shapebound/report': ${JSON.stringify(join(root, 'dist/report.js'))},
      'shapebound/evaluate': ${JSON.stringify(join(root, 'dist/evaluate.js'))},
      'shapebound/onnx-webgpu': ${JSON.stringify(join(root, 'dist/onnx-webgpu.js'))},
      'shapebound/onnx-web': ${JSON.stringify(join(root, 'dist/onnx-web.js'))},
      'shapebound/sweep': ${JSON.stringify(join(root, 'dist/sweep.js'))},
      shapebound: ${JSON.stringify(join(root, 'dist/index.js'))},
      '#candidates': ${JSON.stringify(join(root, 'src/engines/candidates/node.ts'))},
      '#platform': ${JSON.stringify(join(root, 'src/engines/platform/node.ts'))},
    },
  },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: [${JSON.stringify(fileURLToPath(new URL('setup.mjs', import.meta.url)))}],
    testTimeout: 600_000, hookTimeout: 600_000, maxWorkers: 2,
    // each mutant is a run of its own, of the same text: what is made of it is kept
    experimental: { fsModuleCache: true, fsModuleCachePath: ${JSON.stringify(join(root, 'transformed'))} },
    sequence: { sequencer: AsNamed },
  },
})
`

/** Makes the copy of a project. It is removed by its `remove`. */
export const scratchOf = (root, sites) => {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'))
  const filter = (from) => !from.includes('node_modules')
  for (const path of COPIED.split(' ').filter((each) => existsSync(join(root, each))))
    cpSync(join(root, path), join(folder, path), { recursive: true, filter })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'vitest.config.ts'), CONFIG(folder))
  for (const [file, own] of byFile(sites)) {
    const path = join(folder, file)
    writeFileSync(path, withMutants(readFileSync(path, 'utf8'), own))
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

const byFile = (sites) => {
  const by = new Map()
  for (const site of sites) by.set(site.file, [...(by.get(site.file) ?? []), site])
  return by
}
