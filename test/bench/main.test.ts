import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'

/** The bench measures the build with ONNX Runtime: without either there is nothing to run. */
const runs = (() => {
  try {
    createRequire(import.meta.url).resolve('onnxruntime-node')
    return existsSync('dist/index.js')
  } catch {
    return false
  }
})()

const lastLine = (path: string, ...options: readonly string[]) =>
  JSON.parse(
    execFileSync(process.execPath, [path, '--json', ...options], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .trim()
      .split('\n')
      .at(-1) as string,
  )

describe.skipIf(!runs)('the bench', () => {
  it('runs with tiny numbers and no peers', () => {
    const tiny = ['--turns', '1', '--samples', '1', '--soak', '0', '--steps', '16', '--no-peers', '--no-conv']
    const result = lastLine('bench/main.mjs', ...tiny)
    expect(result).toEqual({
      pytorchVersion: null,
      mlpStep: {
        shapebound: expect.any(Number),
        pytorch: null,
        jaxjs: null,
        tfjsWasm: null,
        limit: expect.any(Number),
      },
      convStep: { shapebound: null, pytorch: null },
      compileMs: { mlp: expect.any(Number), conv: null },
      rssGrowth: null,
      batch1024Over128: null,
    })
    expect(result.mlpStep.shapebound).toBeGreaterThan(0)
    expect(result.mlpStep.limit).toBeGreaterThan(0)
  })
})
