/** The engines there are in Node. A bundler for browsers takes `browser` in its place: see `imports` of package.json. */

import { cpu } from './cpu.js'
import { onnxruntime } from './onnxruntime.js'
import { onnxruntimeWeb } from './onnxruntimeWeb.js'
import { tensorflow } from './tensorflow.js'
import { wasm } from './wasm.js'
import { webGpu } from './webGpu.js'

/**
 * The engines there are, the preferred first. `auto` ends at plain JavaScript, which runs everywhere, and so comes to no
 * GPU: none has been measured, and software may stand in for one.
 */
export const CANDIDATES = [onnxruntime, onnxruntimeWeb, tensorflow, wasm, cpu, webGpu] as const
