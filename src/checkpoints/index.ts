/** Checkpoints of parameters. */

export { type CheckpointMismatch, type Loaded, load, save } from './checkpoint.js'
