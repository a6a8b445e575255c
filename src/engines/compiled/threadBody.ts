/** What runs in the thread of the compiled engine, whichever runtime it has. */

import type { NumberArray } from '../../onnx/index.js'

// -----------------------------------------------------------------------------
// messages
// -----------------------------------------------------------------------------

/** A name outside and its name inside the model. */
export interface PortName {
  readonly name: string
  readonly modelName: string
  readonly type: string
}

type Arrays = Readonly<Record<string, NumberArray>>

/** What the thread is asked. */
export type Request =
  /** Loads ONNX Runtime and lets it read its settings, or says why not. `wasm` is the address of the folder of its WebAssembly. */
  | { readonly kind: 'load'; readonly wasm?: string }
  /** Makes a session of a model. */
  | {
      readonly kind: 'open'
      readonly session: number
      readonly bytes: Uint8Array
      readonly inputs: readonly PortName[]
      readonly outputs: readonly PortName[]
      readonly threads: number
      /** The outputs that stay on the device of the runtime, where it has one. */
      readonly kept?: readonly string[]
    }
  /** Gives a program a state that stays here, under the names of the inputs that take it. */
  | { readonly kind: 'hold'; readonly state: number; readonly arrays: Arrays }
  /**
   * Runs a session once. `state` adds its arrays to the inputs, and takes from the outputs what `next` names, if anything
   * is named; what is named and not given stays. With `steps` it is run so many times: the feeds and the results have a leading axis of steps.
   * `giveBack` puts the feeds beside the results, so that their memory can be used again.
   */
  | {
      readonly kind: 'run'
      readonly session: number
      readonly feeds: Arrays
      readonly steps?: number
      readonly state?: number
      readonly next?: readonly string[]
      readonly giveBack?: boolean
    }
  /** A copy of a state. */
  | { readonly kind: 'copy'; readonly state: number }
  /** Frees a state. */
  | { readonly kind: 'drop'; readonly state: number }
  /** Frees a session. */
  | { readonly kind: 'release'; readonly session: number }

/** What it answers. */
export interface Reply {
  readonly id: number
  readonly results?: Arrays
  /** The message and the stack of what was thrown there. */
  readonly error?: Pick<Error, 'message' | 'stack'>
}

// -----------------------------------------------------------------------------
// the code of the thread
// -----------------------------------------------------------------------------

/** The part of ONNX Runtime that the thread uses: it may not be installed, so that its own types are not at hand. */
interface Tensor {
  readonly type: string
  /** Throws where they are on a device. */
  readonly data: unknown
  readonly dims: readonly number[]
  readonly location: string
  dispose(): void
}

interface Session {
  run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>>
  release(): Promise<void>
}

/** ONNX Runtime, as a package of it gives it. */
export interface Runtime {
  readonly env?: { readonly wasm?: { numThreads?: number; wasmPaths?: string } }
  readonly InferenceSession: { create(bytes: Uint8Array, options: object): Promise<Session> }
  readonly Tensor: new (type: string, data: unknown, dims: readonly number[]) => Tensor
}

interface Open {
  readonly session: Session
  readonly inputs: readonly PortName[]
  readonly outputs: readonly PortName[]
}

/** What is sent to a thread. */
export interface Asked {
  readonly id: number
  readonly request: Request
}

/** What a runtime computes by: the processor, unless it is told of another. */
export type Provider = 'webgpu'

/** Sends an answer, with memory that moves along. */
type Answer = (reply: Reply, moved: ArrayBuffer[]) => void

type Serve = (asked: Asked, answer: Answer) => void

type Run = Extract<Request, { kind: 'run' }>

/**
 * Serves requests with a runtime, one after the other, in their order.
 *
 * In Node it is handed over as text, so it must close over nothing outside itself but types and what every runtime has.
 */
export const serving = (runtime: () => Runtime, provider: Provider | null = null): Serve => {
  const sessions = new Map<number, Open>()
  const states = new Map<number, Record<string, Tensor>>()

  const toTensor = ({ type, data, shape }: NumberArray): Tensor => new (runtime().Tensor)(type, data, shape)
  // What leaves is copied: results may lie in memory of the runtime's own.
  const toArray = ({ type, data, dims }: Tensor): NumberArray =>
    ({ type, shape: [...dims], data: (data as Float32Array).slice() }) as NumberArray
  const mapValues = <A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))

  const stateOf = (state: number): Record<string, Tensor> => {
    const held = states.get(state)
    if (held === undefined) throw new Error('the program has been stopped')
    return held
  }

  const { port1: nobody, port2: listener } = new MessageChannel()
  listener.close()
  /**
   * Frees the memory of tensors at once: a message to nobody takes it. Megabytes for each run would else wait for a
   * collection, and the fewer of those there are the more memory stays resident.
   */
  const free = (tensors: readonly Tensor[], kept: readonly Tensor[]): void => {
    const isHere = ({ location }: Tensor): boolean => location === 'cpu'
    const bufferOf = ({ data }: Tensor): ArrayBuffer => (data as Float32Array).buffer as ArrayBuffer
    for (const tensor of tensors) if (!isHere(tensor)) tensor.dispose()
    const inUse = new Set(kept.filter(isHere).map(bufferOf))
    const unused = new Set(
      tensors
        .filter(isHere)
        .map(bufferOf)
        .filter((buffer) => !inUse.has(buffer)),
    )
    try {
      nobody.postMessage(null, [...unused])
    } catch {
      // memory that cannot be handed over is left to the collection
    }
  }

  /** One run of a session, and of its state: what it gives beside the next state. */
  const runOnce = async ({ session, state, next }: Run, given: Record<string, Tensor>) => {
    const open = sessions.get(session)
    if (open === undefined) throw new Error('session: must be open')
    const held = state === undefined ? {} : stateOf(state)
    const all: Record<string, Tensor> = { ...held, ...given }
    const feeds = open.inputs.map(({ name, modelName }) => [modelName, all[name]] as const)
    const missing = feeds.find(([, tensor]) => tensor === undefined)
    if (missing !== undefined) throw new Error(`session: takes ${missing[0]} but is given nothing`)
    const results = await open.session.run(Object.fromEntries(feeds) as Record<string, Tensor>)
    const named = Object.fromEntries(open.outputs.map(({ name, modelName }) => [name, results[modelName] as Tensor]))
    const isNext = new Set(next ?? [])
    if (state !== undefined && next !== undefined) {
      // what the session does not give stays as it was
      const after = Object.entries(named).filter(([name]) => isNext.has(name))
      const kept = { ...held, ...Object.fromEntries(after) }
      states.set(state, kept)
      const replaced = after.flatMap(([name]) => held[name] ?? [])
      free(replaced, [...Object.values(named), ...Object.values(kept)])
    }
    return Object.fromEntries(Object.entries(named).filter(([name]) => !isNext.has(name)))
  }

  /** The rows of a step, of an array that has a leading axis of steps. */
  const stepOf = ({ type, shape: [steps = 1, ...shape], data }: NumberArray, step: number): Tensor => {
    const size = data.length / steps
    return toTensor({ type, shape, data: data.subarray(step * size, (step + 1) * size) })
  }

  /** The arrays of several steps as one, with a leading axis of steps. */
  const stacked = (steps: readonly Arrays[], name: string): NumberArray => {
    const arrays = steps.map((step) => step[name] as NumberArray)
    const { type, shape } = arrays[0] as NumberArray
    const numbers = arrays.map(({ data }) => data as Float32Array)
    const data = new Float32Array(numbers.reduce((length, each) => length + each.length, 0))
    let at = 0
    for (const each of numbers) {
      data.set(each, at)
      at += each.length
    }
    return { type, shape: [arrays.length, ...shape], data }
  }

  const run = async (request: Run): Promise<Arrays> => {
    const { feeds, steps, giveBack } = request
    const back = giveBack === true ? feeds : {}
    if (steps === undefined)
      return { ...mapValues(await runOnce(request, mapValues(feeds, toTensor)), toArray), ...back }
    const all: Arrays[] = []
    for (let step = 0; step < steps; step++) {
      const given = mapValues(feeds, (array) => stepOf(array, step))
      all.push(mapValues(await runOnce(request, given), toArray))
    }
    const names = Object.keys(all[0] ?? {})
    return { ...Object.fromEntries(names.map((name) => [name, stacked(all, name)])), ...back }
  }

  const load = async ({ wasm }: Extract<Request, { kind: 'load' }>): Promise<void> => {
    // on WebAssembly: two threads took longer than one, measured in a browser; the native runtime does not look
    Object.assign(runtime().env?.wasm ?? {}, { numThreads: 1, ...(wasm === undefined ? {} : { wasmPaths: wasm }) })
    // a session of nothing, which is refused: at the first one the runtime reads whether it may report
    await runtime()
      .InferenceSession.create(new Uint8Array(), { logSeverityLevel: 4 })
      .catch(() => undefined)
  }

  /** What a session takes beside the rest where a device computes: what stays there is read by nobody. */
  const onDevice = ({ outputs, kept = [] }: Extract<Request, { kind: 'open' }>): object => {
    const staying = outputs.filter(({ name }) => kept.includes(name))
    return provider === null
      ? {}
      : {
          executionProviders: [provider],
          preferredOutputLocation: Object.fromEntries(staying.map(({ modelName }) => [modelName, 'gpu-buffer'])),
        }
  }

  const serve = async (request: Request): Promise<Arrays> => {
    switch (request.kind) {
      case 'load':
        await load(request)
        return {}
      case 'open':
        sessions.set(request.session, {
          inputs: request.inputs,
          outputs: request.outputs,
          session: await runtime().InferenceSession.create(request.bytes, {
            // errors only: warnings about folded constants would go to the user's terminal
            logSeverityLevel: 3,
            intraOpNumThreads: request.threads,
            // Adam's moments fall into denormal numbers, which take up to half the speed
            extra: { session: { set_denormal_as_zero: '1' } },
            ...onDevice(request),
          }),
        })
        return {}
      case 'hold':
        states.set(request.state, mapValues(request.arrays, toTensor))
        return {}
      case 'run':
        return run(request)
      case 'copy':
        return mapValues(stateOf(request.state), toArray)
      case 'drop':
        free(Object.values(states.get(request.state) ?? {}), [])
        states.delete(request.state)
        return {}
      case 'release':
        await sessions.get(request.session)?.session.release()
        sessions.delete(request.session)
        return {}
    }
  }

  let last: Promise<void> = Promise.resolve()
  return ({ id, request }, answer) => {
    last = last.then(async () => {
      try {
        const results = await serve(request)
        answer(
          { id, results },
          Object.values(results).map(({ data }) => data.buffer as ArrayBuffer),
        )
      } catch (error) {
        const { message, stack } = error instanceof Error ? error : new Error(String(error))
        answer({ id, error: { message, ...(stack === undefined ? {} : { stack }) } }, [])
      }
    })
  }
}

/** The code of a thread of Node, which is run as a script and so has `require`: as text, like what it serves with. */
export const body = (serves: typeof serving): void => {
  const { parentPort, workerData } = require('node:worker_threads') as typeof import('node:worker_threads')
  const { createRequire } = require('node:module') as typeof import('node:module')
  const serve = serves(() => createRequire(workerData.from)(workerData.module), workerData.provider)
  parentPort?.on('message', (asked: Asked) => serve(asked, (reply, moved) => parentPort.postMessage(reply, moved)))
}
