import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

// what a program meets in its first lines, in a process of its own and with the build

const LIBRARY = fileURLToPath(new URL('../../dist/index.js', import.meta.url))

const node = (kind: 'commonjs' | 'module', body: string) =>
  promisify(execFile)(process.execPath, ['--no-warnings', `--input-type=${kind}`, '--eval', body], { timeout: 50_000 })

test('a CommonJS program may require the library: nothing that it imports awaits at its top', async () => {
  const { stdout, stderr } = await node(
    'commonjs',
    `const { Layer, Train, Evaluate } = require(${JSON.stringify(LIBRARY)})
     console.log(typeof Layer.dense, typeof Train.fit, typeof Evaluate)`,
  )
  expect([stdout, stderr]).toEqual(['function function object\n', ''])
})

test('operations without an engine print nothing but what the program prints', async () => {
  const { stdout, stderr } = await node(
    'module',
    `import { T } from ${JSON.stringify(LIBRARY)}
     console.log(Array.from(T.square(T.scalar(3)).native.dataSync()).join())`,
  )
  expect([stdout, stderr]).toEqual(['9\n', ''])
})
