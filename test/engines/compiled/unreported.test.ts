import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env } from 'node:process'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { unreported } from '../../../src/engines/compiled/unreported.js'

const SWITCH = 'ORT_DISABLE_TELEMETRY'

describe('unreported', () => {
  const before = env[SWITCH]
  beforeEach(() => void delete env[SWITCH])
  afterEach(() => {
    if (before === undefined) delete env[SWITCH]
    else env[SWITCH] = before
  })

  it('sets the switch while it loads, and takes it back, also after a failure', async () => {
    expect(await unreported(async () => env[SWITCH])).toBe('1')
    expect(SWITCH in env).toBe(false)
    await expect(unreported(() => Promise.reject(new Error('absent')))).rejects.toThrow('absent')
    expect(SWITCH in env).toBe(false)
  })

  it('leaves what the user has said', async () => {
    env[SWITCH] = '0'
    expect(await unreported(async () => env[SWITCH])).toBe('0')
    expect(env[SWITCH]).toBe('0')
  })

  it('holds the switch until the last of several loads is over', async () => {
    let finish = (): void => undefined
    const long = unreported(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve
        }),
    )
    await unreported(async () => undefined)
    expect(env[SWITCH]).toBe('1')
    finish()
    await long
    expect(SWITCH in env).toBe(false)
  })
})

/** Everything that a program leaves in a home that was empty. */
const leftBy = async (body: string): Promise<{ readonly left: readonly string[]; readonly said: string }> => {
  const home = await mkdtemp(join(tmpdir(), 'home-'))
  const { [SWITCH]: _, ...inherited } = env
  const folders = ['HOME', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME']
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', body], {
    env: { ...inherited, ...Object.fromEntries(folders.map((name) => [name, home])) },
    timeout: 50_000,
  })
  const left = await readdir(home, { recursive: true })
  await rm(home, { recursive: true })
  return { left, said: stdout }
}

const LIBRARY = new URL('../../../dist/index.js', import.meta.url).href

const FIT = `
  import { Data, DiagonalNormal, Elbo, Engine, Key, Layer, Optimizer, Train, Vae } from '${LIBRARY}'
  const chosen = await Engine.choose('auto')()
  const model = Vae.make({
    encoder: Layer.sequence(Layer.dense(64, 8), Layer.tanh, Layer.normalHead(2)),
    decoder: Layer.sequence(Layer.dense(2, 8), Layer.tanh, Layer.bernoulliHead(64)),
    prior: DiagonalNormal.standard(2),
  })
  const data = Data.sprites({ key: Key.from(1), count: 64, size: 8 }).binary
  const fit = await Train.fit({ model, data, objective: Elbo.elbo, optimizer: Optimizer.adam(), epochs: 2, batch: 32, key: Key.from(7) })()
  console.log(chosen.right.engine.name, fit._tag, process.env.${SWITCH})
`

describe('a program', () => {
  it('that chooses an engine and trains leaves nothing in the home of its user, and no variable', async () => {
    const { left, said } = await leftBy(FIT)
    expect(said).toMatch(/^(onnxruntime|tensorflow|wasm) Right undefined\n$/)
    expect(left).toEqual([])
  })

  it('that has ONNX Runtime open in its own thread leaves nothing', async () => {
    const source = new URL('../../../dist/engines/compiled/unreported.js', import.meta.url).href
    const { left, said } = await leftBy(`
      import { unreported } from '${source}'
      const { default: runtime } = await unreported(async () => {
        const loaded = await import('onnxruntime-node')
        await loaded.default.InferenceSession.create(new Uint8Array()).catch(() => undefined)
        return loaded
      })
      await runtime.InferenceSession.create(new Uint8Array([1])).catch(({ message }) => console.log(message))
    `)
    expect(said).toMatch(/parsing failed/)
    expect(left).toEqual([])
  })
})
