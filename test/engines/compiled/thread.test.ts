import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { startThread } from '../../../src/engines/compiled/thread.js'

/** What a user's script would be, with the build. */
const script = (body: string) => `
  import { Engine, Key, T } from '${new URL('../../../dist/index.js', import.meta.url).href}'
  const { right: { engine } } = await Engine.choose('onnxruntime')()
  const x = T.host(['n'], { n: 2 }, Float32Array.of(1, 2))
  const key = Key.from(1)
  const step = (state) => ({ state: T.mulScalar(2)(state), metrics: null })
  const say = (tensor) => process.stdout.write([...tensor.values].join() + ';')
  ${body}
`

const node = (body: string) =>
  promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script(body)], { timeout: 30_000 })

describe('startThread', () => {
  const thread = startThread()
  afterAll(() => thread.close())

  it('answers in the words of what went wrong', async () => {
    await expect(thread.ask({ kind: 'load' })).resolves.toEqual({})
    await expect(thread.ask({ kind: 'copy', state: 1 })).rejects.toThrow('the program has been stopped')
    await expect(thread.ask({ kind: 'run', session: 1, feeds: {} })).rejects.toThrow('session: must be open')
  })

  it('says of a package that is not there that it cannot be found', async () => {
    const absent = startThread('onnxruntime-absent')
    await expect(absent.ask({ kind: 'load' })).rejects.toThrow("Cannot find module 'onnxruntime-absent'")
    await absent.close()
    await absent.close()
    await expect(absent.ask({ kind: 'load' })).rejects.toThrow('the thread of the engine has been closed')
  })
})

describe('a process', () => {
  it('ends by itself when nothing is asked any more, with sessions and states open', async () => {
    const { stdout, stderr } = await node(`
      say((await engine.run(T.square)(x, key)()).right)
      const { right: running } = await engine.start(step, x)()
      await running.advance([1, 2].map(() => ({ inputs: null, key })))()
      say((await running.snapshot()).right)
    `)
    expect([stdout, stderr]).toEqual(['1,4;4,8;', ''])
  })

  it('waits for what has been asked', async () => {
    const { stdout } = await node(`void engine.run(T.square)(x, key)().then(({ right }) => say(right))`)
    expect(stdout).toBe('1,4;')
  })

  it('has exact denormal numbers before, while and after it trains', async () => {
    const { stdout } = await node(`
      const tiny = () => process.stdout.write(String(Number.MIN_VALUE * Number('3')) + ';')
      tiny()
      const { right: running } = await engine.start(step, x)()
      const stepping = running.advance(Array.from({ length: 20 }, () => ({ inputs: null, key })))()
      tiny()
      await stepping
      tiny()
    `)
    expect(stdout).toBe('1.5e-323;1.5e-323;1.5e-323;')
  })
})
