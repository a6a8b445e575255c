import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { ROOT } from './sources.js'

// what Node loads before a program does anything: how long that takes depends on the machine, how many files it is does not

/** Counts modules as they are loaded, from the thread that Node asks for them. */
const HOOKS = `
let port
export const initialize = (own) => { port = own }
export const load = (url, context, next) => { port.postMessage(url); return next(url, context) }`

/** Runs a module, and prints which files have been loaded when it is over: modules, and what these require. */
const COUNTING = `
import { createRequire, register } from 'node:module'
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
const { port1, port2 } = new MessageChannel()
register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(HOOKS)}), { data: port2, transferList: [port2] })
port1.unref()
const { cache } = createRequire(process.cwd() + '/')
process.on('exit', () => {
  const urls = []
  for (let found; (found = receiveMessageOnPort(port1)); ) urls.push(found.message)
  process.stderr.write(JSON.stringify([...urls.filter((url) => url.startsWith('file:')), ...Object.keys(cache)]))
})`

/** The files that a program loads, as paths of the package or of others. */
const loadedBy = async (...args: readonly string[]): Promise<readonly string[]> => {
  const counting = `data:text/javascript,${encodeURIComponent(COUNTING)}`
  const { stderr } = await promisify(execFile)(process.execPath, ['--import', counting, ...args], {
    cwd: ROOT,
    timeout: 50_000,
  })
  const paths = (JSON.parse(stderr) as readonly string[]).map((each) => each.replace(/^file:\/\//, ''))
  return [...new Set(paths)]
}

const imported = (name: string): Promise<readonly string[]> =>
  loadedBy('--input-type=module', '--eval', `import ${JSON.stringify(join(ROOT, 'dist', `${name}.js`))}`)

const packageOf = (path: string): string => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? 'shapebound'

const packages = (paths: readonly string[]): readonly string[] => [...new Set(paths.map(packageOf))].toSorted()

const own = (paths: readonly string[]): readonly string[] => paths.filter((path) => packageOf(path) === 'shapebound')

describe('what is loaded', () => {
  test('by `import shapebound`: few files, and of packages no engine but plain JavaScript', async () => {
    const paths = await imported('index')
    expect(own(paths).length).toBeLessThan(10)
    expect(packages(paths)).toEqual([
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-core',
      'fp-ts',
      'pbf',
      'seedrandom',
      'shapebound',
    ])
  })

  test.each(['node', 'report', 'evaluate', 'sweep'])('by shapebound/%s: few files more', async (name) =>
    expect(own(await imported(name)).length).toBeLessThan(20),
  )

  test('by the command line, before it does anything: no engine', async () => {
    const paths = await loadedBy(join(ROOT, 'dist/cli/main.js'), '--help')
    expect(own(paths).length).toBeLessThan(40)
    expect(packages(paths).filter((name) => /onnxruntime|tfjs-node|tfjs-backend-wasm|vega/.test(name))).toEqual([])
  })
})
