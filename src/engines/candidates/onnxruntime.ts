/** The compiled engine: traced programs, run by ONNX Runtime in a thread. */

import type { Candidate } from '../candidate.js'
import { type Kind, loaded } from '../compiled/compiled.js'
import { COMPILED } from '../compiled/sessions.js'
import { startThread } from '../compiled/thread.js'
import { unreported } from '../compiled/unreported.js'

/** Opens one that computes by so many threads, or by as many as may run at once. */
const open = (by: Pick<Kind, 'threads'> = {}) => {
  const thread = startThread()
  const load = () => unreported(() => thread.ask({ kind: 'load' }))
  const description = 'compiled by tracing, ONNX Runtime (onnxruntime-node)'
  return loaded(thread, load, { name: COMPILED, description, ...by })
}

export const onnxruntime: Candidate<typeof COMPILED> = {
  name: COMPILED,
  module: 'onnxruntime-node',
  advice: 'steps take up to twenty times longer; npm install onnxruntime-node --ignore-scripts',
  isShared: true,
  open: () => open(),
  openOne: () => open({ threads: 1 }),
}
