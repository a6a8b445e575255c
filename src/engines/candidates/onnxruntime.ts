/** The compiled engine: traced programs, run by ONNX Runtime in a thread. */

import type { Candidate } from '../candidate.js'
import { loaded } from '../compiled/compiled.js'
import { COMPILED } from '../compiled/sessions.js'
import { startThread } from '../compiled/thread.js'
import { unreported } from '../compiled/unreported.js'

export const onnxruntime: Candidate<typeof COMPILED> = {
  name: COMPILED,
  module: 'onnxruntime-node',
  advice: 'steps take up to twenty times longer; npm install onnxruntime-node --ignore-scripts',
  isShared: true,
  open: async () => {
    const thread = startThread()
    const load = () => unreported(() => thread.ask({ kind: 'load' }))
    return loaded(thread, load, { name: COMPILED, description: 'compiled by tracing, ONNX Runtime (onnxruntime-node)' })
  },
}
