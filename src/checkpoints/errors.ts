/** What can go wrong with a checkpoint besides its file, as values: each names the file. */

/** The file is whole, but is of a model of another shape, or holds what is no parameter of it. */
export interface CheckpointMismatch {
  readonly _tag: 'CheckpointMismatch'
  readonly message: string
  readonly file: string
}

/** The file is whole, but holds numbers that are not had as float32: of a dtype that is not read, or beyond its range. */
export interface CheckpointUnsupported {
  readonly _tag: 'CheckpointUnsupported'
  readonly message: string
  readonly file: string
}

/** What was given is not the parameters of a model, or holds NaN or infinities: nothing has been written. */
export interface CheckpointRefused {
  readonly _tag: 'CheckpointRefused'
  readonly message: string
  readonly file: string
  /** The parameter that is refused; empty where it is the whole. */
  readonly path: string
}

export const checkpointMismatch = (file: string, words: string): CheckpointMismatch => ({
  _tag: 'CheckpointMismatch',
  message: `checkpoint: ${file} ${words}`,
  file,
})

export const checkpointUnsupported = (file: string, words: string): CheckpointUnsupported => ({
  _tag: 'CheckpointUnsupported',
  message: `checkpoint: ${file} ${words}`,
  file,
})

export const checkpointRefused = (file: string, path: string, words: string): CheckpointRefused => ({
  _tag: 'CheckpointRefused',
  message: `checkpoint: ${file} is not written: ${words}`,
  file,
  path,
})
