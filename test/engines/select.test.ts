import { createRequire } from 'node:module'
import * as tf from '@tensorflow/tfjs-core'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Engine } from '../../src/engines/engine.js'
import * as Select from '../../src/engines/select.js'
import { ENGINES, type EngineName } from '../../src/engines/select.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { tensorsAlive } from '../support/engine.js'
import { refusal, run } from '../support/outcome.js'

/** ONNX Runtime lives in a thread, where no module can be mocked: so the thread looks for another package. */
const held = vi.hoisted(() => ({ runtime: 'onnxruntime-node', web: 'onnxruntime-absent' }))
vi.mock('../../src/engines/compiled/thread.js', async (original) => {
  const { startThread } = await original<typeof import('../../src/engines/compiled/thread.js')>()
  const startOther: typeof startThread = (module, provider) =>
    startThread(module === undefined || provider === 'webgpu' ? held.runtime : held.web, provider)
  return { startThread: startOther }
})
const ABSENT = 'onnxruntime-absent'
const WEB = 'onnxruntime-web'

/** An optional peer, which a clone has only where it was asked for. */
const hasWeb = (): boolean => {
  try {
    return createRequire(import.meta.url).resolve(WEB) !== ''
  } catch {
    return false
  }
}

/** What a test has chosen is closed after it: so that the next opens its own. */
const chosen: Engine[] = []
const choose: typeof Select.choose = (choice) =>
  TE.tapIO(
    Select.choose(choice),
    ({ engine }) =>
      () =>
        void chosen.push(engine),
  )

const NATIVE = '@tensorflow/tfjs-node'
const WASM = '@tensorflow/tfjs-backend-wasm'

/** What Node says of a package that is not there. */
const notFound = (module: string) => () => {
  throw Object.assign(new Error(`Cannot find package '${module}'`), { code: 'ERR_MODULE_NOT_FOUND' })
}

/** A library that loads and whose products are wrong, or that fails at its first operation. */
const register = (name: EngineName, product: 'wrong' | 'absent') => {
  tf.registerBackend(name, () => tf.findBackendFactory('cpu')() as tf.KernelBackend)
  for (const kernel of tf.getKernelsForBackend('cpu')) {
    const isProduct = kernel.kernelName === 'BatchMatMul'
    if (isProduct && product === 'absent') continue
    const kernelFunc: typeof kernel.kernelFunc = (given) => {
      const output = kernel.kernelFunc(given)
      if (isProduct)
        (given.backend as unknown as { data: { get: (id: object) => { values: Float32Array } } }).data.get(
          (output as tf.TensorInfo).dataId,
        ).values[0] = 0
      return output
    }
    tf.registerKernel({ ...kernel, backendName: name, kernelFunc })
  }
}

afterEach(async () => {
  for (const engine of chosen.splice(0)) await engine.close()
  held.runtime = 'onnxruntime-node'
  held.web = ABSENT
  vi.doUnmock(NATIVE)
  vi.doUnmock(WASM)
  if (tf.findBackendFactory('tensorflow') !== null) {
    for (const { kernelName } of tf.getKernelsForBackend('tensorflow')) tf.unregisterKernel(kernelName, 'tensorflow')
    tf.removeBackend('tensorflow')
  }
})

describe('choose', () => {
  it.each([
    ['cpu', 'TensorFlow.js in plain JavaScript'],
    ['wasm', 'TensorFlow.js on WebAssembly'],
  ] as const)('%s is that engine, without a note', async (name, description) => {
    const before = tensorsAlive()
    const { engine, notes } = await run(choose(name))
    expect(engine).toMatchObject({ name, description, stepsPerRun: 1 })
    expect(notes).toEqual([])
    expect(tf.getBackend()).toBe(name)
    const output = await run(engine.run((_: null) => T.square(T.scalar(3)))(null, from(1)))
    expect([...output.values]).toEqual([9])
    expect(tensorsAlive()).toBe(before)
  })

  it('onnxruntime is the compiled engine, which takes several steps a run', async () => {
    const { engine, notes } = await run(choose('onnxruntime'))
    expect(engine.name).toBe('onnxruntime')
    expect(engine.description).toMatch(/^compiled by tracing, ONNX Runtime/)
    expect(engine.stepsPerRun).toBeGreaterThan(1)
    expect(notes).toEqual([])
  })

  it('says of ONNX Runtime that is not there what its absence costs, in one line', async () => {
    held.runtime = ABSENT
    expect(await refusal(choose('onnxruntime'))).toMatchObject({
      _tag: 'EngineMissing',
      message:
        'onnxruntime-node is not installed: steps take up to twenty times longer; npm install onnxruntime-node --ignore-scripts',
    })
  })

  it('says of WebGPU that is not there what it needs, in one line', async () => {
    held.runtime = ABSENT
    expect(await refusal(choose('webgpu'))).toMatchObject({
      _tag: 'EngineMissing',
      message:
        'onnxruntime-node is not installed: webgpu needs onnxruntime-node and a GPU with its driver: on Linux that of Vulkan, and libvulkan.so.1',
    })
  })

  it('is WebGPU where there is an adapter, and says in one line where there is none', async () => {
    const found = await choose('webgpu')()
    if (found._tag === 'Right') expect(found.right.engine.name).toBe('webgpu')
    else
      expect(found.left.message).toMatch(
        /^onnxruntime-node does not run here \((libvulkan\.so\.1 cannot be loaded|Failed to get a WebGPU adapter.*)\): webgpu needs onnxruntime-node and a GPU .*$/,
      )
  })

  it('says of ONNX Runtime on WebAssembly what its absence costs, in one line', async () => {
    expect(await refusal(choose(WEB))).toMatchObject({
      _tag: 'EngineMissing',
      message: 'onnxruntime-web is not installed: steps take several times longer; npm install onnxruntime-web',
    })
  })

  it.skipIf(!hasWeb())(
    'onnxruntime-web gives the numbers of onnxruntime (skipped where it is not installed)',
    async () => {
      const program = (x: T.Tensor<readonly [2, 3]>) => pipe(x, T.softplus, T.sum(1))
      const numbers = async (name: EngineName): Promise<readonly number[]> => {
        const { engine } = await run(choose(name))
        expect(engine.name).toBe(name)
        const x = { shape: [2, 3], sizes: [2, 3], values: Float32Array.of(-2, -1, 0, 1, 2, 3) } as const
        return [...(await run(engine.run(program)(x, from(1)))).values]
      }
      held.web = WEB
      const [first = 0, second = 0] = await numbers(WEB)
      // the sums of log(1 + e^x) over the rows
      expect(first).toBeCloseTo(0.126928 + 0.313262 + Math.LN2, 5)
      expect(second).toBeCloseTo(1.313262 + 2.126928 + 3.048587, 5)
    },
  )

  it('auto is the first that works, with a line for each before it', async () => {
    const { engine, notes } = await run(choose('auto'))
    expect(ENGINES.indexOf(engine.name as EngineName)).toBe(notes.length)
    for (const note of notes) {
      expect(note).not.toContain('\n')
      expect(note).toMatch(/npm install (@tensorflow\/|onnxruntime-)/)
    }
  })

  it('auto is plain JavaScript where nothing else is installed', async () => {
    vi.doMock(NATIVE, notFound(NATIVE))
    vi.doMock(WASM, notFound(WASM))
    held.runtime = ABSENT
    const { engine, notes } = await run(choose('auto'))
    expect(engine.name).toBe('cpu')
    expect(notes).toEqual(['onnxruntime-node', WEB, NATIVE, WASM].map((module) => expect.stringContaining(module)))
    expect(tf.getBackend()).toBe('cpu')
  })

  it('says of a name that is none which there are', async () => {
    expect(await refusal(choose('gpu' as never))).toMatchObject({
      _tag: 'EngineMissing',
      message: 'choose: takes auto, onnxruntime, onnxruntime-web, tensorflow, wasm, cpu, webgpu but is given gpu',
    })
    expect(await refusal(choose('toString' as never))).toMatchObject({ _tag: 'EngineMissing' })
  })

  it('says of a library that loads without its backend that it does not run here', async () => {
    vi.doMock(NATIVE, () => ({}))
    expect(await refusal(choose('tensorflow'))).toMatchObject({
      _tag: 'EngineMissing',
      message: `${NATIVE} does not run here (Backend name 'tensorflow' not found in registry): steps take several times longer; npm install ${NATIVE}`,
    })
  })

  it('says of a library that computes wrongly that it fails its self-test, and takes the next', async () => {
    await run(choose('cpu'))
    vi.doMock(NATIVE, () => ({}))
    register('tensorflow', 'wrong')
    const message = `${NATIVE} fails its self-test: steps take several times longer; npm install ${NATIVE}`
    expect(await refusal(choose('tensorflow'))).toMatchObject({ _tag: 'EngineMissing', message })
    held.runtime = ABSENT
    const { engine, notes } = await run(choose('auto'))
    expect(engine.name).toBe('wasm')
    expect(notes).toEqual([expect.stringContaining('onnxruntime-node'), expect.stringContaining(WEB), message])
    expect(tf.getBackend()).toBe('wasm')
  })

  it('says of a library that fails at its first operation what it says, in one line', async () => {
    await run(choose('cpu'))
    vi.doMock(NATIVE, () => ({}))
    register('tensorflow', 'absent')
    const { message } = await refusal(choose('tensorflow'))
    expect(message).toMatch(/^@tensorflow\/tfjs-node does not run here \(.*BatchMatMul.*\): steps take/)
    expect(message).not.toContain('\n')
  })

  it('leaves an engine that was chosen before as it was when another cannot be had', async () => {
    const { engine } = await run(choose('cpu'))
    vi.doMock(NATIVE, () => ({}))
    register('tensorflow', 'wrong')
    await refusal(choose('tensorflow'))
    const output = await run(engine.run((_: null) => T.scalar(tf.getBackend() === 'cpu' ? 1 : 0))(null, from(1)))
    expect([...output.values]).toEqual([1])
  })
})

describe('openWorkers', () => {
  it('opens engines that are each closed by themselves', async () => {
    const [one, other] = (await run(Select.openWorkers('onnxruntime', 2))) as [Engine, Engine]
    const nine = (engine: Engine) => engine.run((_: null) => T.square(T.scalar(3)))(null, from(1))
    await one.close()
    expect(await refusal(nine(one))).toMatchObject({ _tag: 'EngineFailed' })
    expect([...(await run(nine(other))).values]).toEqual([9])
    await other.close()
  })

  it('says which engines have workers, and why one cannot be had', async () => {
    const message = (name: string) =>
      `workers: the engine must be onnxruntime or onnxruntime-web, which computes in a thread of its own, not ${name}`
    for (const name of ['cpu', 'webgpu', 'mine'])
      expect(await refusal(Select.openWorkers(name, 2))).toMatchObject({
        _tag: 'EngineMissing',
        message: message(name),
      })
    held.runtime = ABSENT
    expect(await refusal(Select.openWorkers('onnxruntime', 2))).toMatchObject({
      _tag: 'EngineMissing',
      message: expect.stringMatching(/^onnxruntime-node is not installed: /),
    })
  })
})
