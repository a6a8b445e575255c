/** Checkpoints of parameters. */

export { type CheckpointContent, load, type ReadError, save } from './checkpoint.js'
export type { CheckpointMismatch, CheckpointRefused, CheckpointUnsupported } from './errors.js'
