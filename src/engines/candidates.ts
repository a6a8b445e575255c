/** The engines there are: how each is opened, and what it costs to be without it. */

import * as tf from '@tensorflow/tfjs'
import { registerGradients } from '../compiler/index.js'
import { compiled } from './compiled/compiled.js'
import { COMPILED } from './compiled/sessions.js'
import { startThread } from './compiled/thread.js'
import { unreported } from './compiled/unreported.js'
import { eager } from './eager.js'
import type { Engine } from './engine.js'
import { registerSums } from './wasmSums.js'

/** The engines that can be asked for, the preferred first. */
export const ENGINES = [COMPILED, 'tensorflow', 'wasm', 'cpu'] as const

/** The name of an engine. */
export type EngineName = (typeof ENGINES)[number]

/** An engine that may or may not be had here. */
export interface Candidate {
  /** The package that holds it, or `null` for one that is always there. */
  readonly module: string | null
  /** What its absence costs and how to get it. */
  readonly advice: string
  /** Rejects where the package is missing or does not run. */
  readonly open: () => Promise<Engine>
}

const onBackend =
  (name: string, module: string | null, description: string): (() => Promise<Engine>) =>
  async () => {
    registerGradients()
    if (module !== null) await import(module)
    registerSums()
    if (!(await tf.setBackend(name))) throw new Error(`TensorFlow.js has no backend ${name}`)
    await tf.ready()
    return eager(name, description)
  }

const openCompiled = async (): Promise<Engine> => {
  const thread = startThread()
  try {
    await unreported(() => thread.ask({ kind: 'load' }))
    return compiled(thread, 'compiled by tracing, ONNX Runtime (onnxruntime-node)')
  } catch (error) {
    await thread.close()
    throw error
  }
}

/** How each engine is opened. */
export const CANDIDATES: { readonly [Name in EngineName]: Candidate } = {
  onnxruntime: {
    module: 'onnxruntime-node',
    advice: 'steps take up to twenty times longer; npm install onnxruntime-node --ignore-scripts',
    open: openCompiled,
  },
  tensorflow: {
    module: '@tensorflow/tfjs-node',
    advice: 'steps take several times longer; npm install @tensorflow/tfjs-node',
    open: onBackend('tensorflow', '@tensorflow/tfjs-node', 'native TensorFlow (@tensorflow/tfjs-node)'),
  },
  wasm: {
    module: '@tensorflow/tfjs-backend-wasm',
    advice: 'steps take about six times longer; npm install @tensorflow/tfjs-backend-wasm',
    open: onBackend('wasm', '@tensorflow/tfjs-backend-wasm', 'TensorFlow.js on WebAssembly'),
  },
  cpu: { module: null, advice: '', open: onBackend('cpu', null, 'TensorFlow.js in plain JavaScript') },
}
