/** The compiled engine on ONNX Runtime's WebAssembly, where its native library cannot be had: it is npm alone. */

import type { Candidate } from '../candidate.js'
import { loaded } from '../compiled/compiled.js'
import { startThread } from '../compiled/thread.js'

const NAME = 'onnxruntime-web'

const open = () => {
  const thread = startThread(NAME)
  const load = () => thread.ask({ kind: 'load' })
  const description = 'compiled by tracing, ONNX Runtime on WebAssembly (onnxruntime-web)'
  return loaded(thread, load, { name: NAME, description })
}

export const onnxruntimeWeb: Candidate<typeof NAME> = {
  name: NAME,
  module: NAME,
  advice: 'steps take several times longer; npm install onnxruntime-web',
  isShared: true,
  addresses: { by: 'WebAssembly', bytes: 2 ** 32 }, // by 32 bits
  open,
  openOne: open, // its WebAssembly has one thread
}
