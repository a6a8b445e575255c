/** The engines there are in Node. A bundler for browsers takes `browser` in its place: see `imports` of package.json. */

import { cpu } from './cpu.js'
import { onnxruntime } from './onnxruntime.js'
import { onnxruntimeWeb } from './onnxruntimeWeb.js'
import { tensorflow } from './tensorflow.js'
import { wasm } from './wasm.js'

/** The engines there are, the preferred first. */
export const CANDIDATES = [onnxruntime, onnxruntimeWeb, tensorflow, wasm, cpu] as const
