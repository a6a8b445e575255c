/** TensorFlow itself, which an optional package brings. */

import { type Candidate, onBackend } from '../candidate.js'

/** Not a literal where it is imported: what is not installed has no types. */
const MODULE: string = '@tensorflow/tfjs-node'

export const tensorflow: Candidate<'tensorflow'> = {
  name: 'tensorflow',
  module: MODULE,
  advice: 'steps take several times longer; npm install @tensorflow/tfjs-node',
  isShared: false,
  open: onBackend('tensorflow', 'native TensorFlow (@tensorflow/tfjs-node)', () => import(MODULE)),
}
