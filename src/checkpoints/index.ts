/** Checkpoints: of parameters, and of whole states of training. */

export { type CheckpointContent, load, type ReadError, save } from './checkpoint.js'
export type { CheckpointMismatch, CheckpointRefused, CheckpointUnsupported } from './errors.js'
export { type Keeping, saveInto } from './keep.js'
export { fromPyTorch, type ImageOfPyTorch, type PyTorchModule, type PyTorchNames } from './pytorch.js'
export { loadState, type StateContent, saveState } from './state.js'
