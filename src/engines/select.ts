/** Which engine runs: the one asked for, or the fastest that is installed and passes a self-test. */

import * as tf from '@tensorflow/tfjs'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { eager } from './eager.js'
import type { Engine, EngineMissing } from './engine.js'

/** The engines that can be asked for, the preferred first. */
export const ENGINES = ['tensorflow', 'wasm', 'cpu'] as const

/** The name of an engine. */
export type EngineName = (typeof ENGINES)[number]

/** What `--engine` takes. */
export type EngineChoice = 'auto' | EngineName

/** An engine, and one line for each faster one that could not be had. */
export interface Selected {
  readonly engine: Engine
  readonly notes: readonly string[]
}

// -----------------------------------------------------------------------------
// candidates
// -----------------------------------------------------------------------------

interface Candidate {
  readonly module: string | null
  readonly description: string
  /** What its absence costs and how to get it. */
  readonly advice: string
}

const CANDIDATES: { readonly [Name in EngineName]: Candidate } = {
  tensorflow: {
    module: '@tensorflow/tfjs-node',
    description: 'native TensorFlow (@tensorflow/tfjs-node)',
    advice: 'steps take several times longer; npm install @tensorflow/tfjs-node',
  },
  wasm: {
    module: '@tensorflow/tfjs-backend-wasm',
    description: 'TensorFlow.js on WebAssembly',
    advice: 'steps take about six times longer; npm install @tensorflow/tfjs-backend-wasm',
  },
  cpu: { module: null, description: 'TensorFlow.js in plain JavaScript', advice: '' },
}

// -----------------------------------------------------------------------------
// the self-test
// -----------------------------------------------------------------------------

/** A few operations and a gradient with known answers: a library that loads can still fail at its first operation. */
const passes = async (): Promise<boolean> => {
  const tensors = tf.tidy(() => {
    const x = tf.tensor2d([1, 2, 3, 4], [2, 2])
    const f = (y: tf.Tensor) => tf.sum(tf.softplus(tf.matMul(y as tf.Tensor2D, x)))
    return [tf.matMul(x, x), tf.grad(f)(tf.zerosLike(x))]
  })
  const [product, gradient] = await Promise.all(tensors.map((each) => each.data()))
  for (const each of tensors) each.dispose()
  return [...(product ?? [])].join() === '7,10,15,22' && [...(gradient ?? [])].join() === '1.5,3.5,1.5,3.5'
}

const reason = (error: unknown): string =>
  error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
    ? 'is not installed'
    : `does not run here (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`

/** Loads the backend of a name, makes it current and tests it; the words of its refusal, or `null`. */
const refusal = async (backend: EngineName, { module }: Candidate): Promise<string | null> => {
  try {
    tf.enableProdMode() // no banner on stderr, and no second pass over every result in search of NaN
    if (module !== null) await import(module)
    const current = await tf.setBackend(backend)
    await tf.ready()
    return current && (await passes()) ? null : 'fails its self-test'
  } catch (error) {
    return reason(error)
  }
}

const missing = (message: string): EngineMissing => ({ _tag: 'EngineMissing', message })

// -----------------------------------------------------------------------------
// selection
// -----------------------------------------------------------------------------

const select = async (names: readonly EngineName[]): Promise<Selected | string> => {
  const notes: string[] = []
  for (const name of names) {
    const candidate = CANDIDATES[name]
    const words = await refusal(name, candidate)
    if (words === null) return { engine: eager(name, candidate.description), notes }
    notes.push(`${candidate.module ?? name} ${words}: ${candidate.advice}`)
  }
  return notes.join('; ')
}

/**
 * The engine of a name, or for `auto` the first that is installed and works.
 *
 * Errors: `EngineMissing`, with what is missing and how to get it, or the names there are for one there is not.
 */
export const choose = (choice: EngineChoice): TE.TaskEither<EngineMissing, Selected> =>
  choice !== 'auto' && !ENGINES.includes(choice)
    ? TE.left(missing(`choose: takes auto, ${ENGINES.join(', ')} but is given ${choice}`))
    : TE.flatMap(
        TE.fromTask(() => select(choice === 'auto' ? ENGINES : [choice])),
        (selected) => (typeof selected === 'string' ? TE.left(missing(selected)) : TE.right(selected)),
      )
