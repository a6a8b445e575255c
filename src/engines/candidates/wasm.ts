/** TensorFlow.js on WebAssembly, in Node and in browsers. */

import { type Candidate, onBackend } from '../candidate.js'

export const wasm: Candidate<'wasm'> = {
  name: 'wasm',
  module: '@tensorflow/tfjs-backend-wasm',
  advice: 'steps take about six times longer; npm install @tensorflow/tfjs-backend-wasm',
  isShared: false,
  addresses: { by: 'WebAssembly', bytes: 2 ** 32 }, // by 32 bits
  open: onBackend('wasm', 'TensorFlow.js on WebAssembly', () => import('@tensorflow/tfjs-backend-wasm')),
}
