/** TensorFlow.js in plain JavaScript: it runs everywhere. */

import { type Candidate, onBackend } from '../candidate.js'

export const cpu: Candidate<'cpu'> = {
  name: 'cpu',
  module: null,
  advice: '',
  isShared: false,
  open: onBackend('cpu', 'TensorFlow.js in plain JavaScript', () => Promise.resolve()),
}
