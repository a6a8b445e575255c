/** What can go wrong with a checkpoint besides its file, as values: each names the file. */

import { type Tagged, tagged } from '../shapes/tagged.js'

/** The file is whole, but is of a model of another shape, or holds what is no parameter of it. */
export interface CheckpointMismatch extends Tagged<'CheckpointMismatch'> {
  readonly file: string
}

/** The file is whole, but holds numbers that are not had as float32: of a dtype that is not read, or beyond its range. */
export interface CheckpointUnsupported extends Tagged<'CheckpointUnsupported'> {
  readonly file: string
}

/** What was given is not the parameters of a model, or holds NaN or infinities: nothing has been written. */
export interface CheckpointRefused extends Tagged<'CheckpointRefused'> {
  readonly file: string
  /** The parameter that is refused; empty where it is the whole. */
  readonly path: string
}

export const checkpointMismatch = (file: string, message: string): CheckpointMismatch =>
  tagged<CheckpointMismatch>('CheckpointMismatch', `checkpoint: ${file} ${message}`, { file })

export const checkpointUnsupported = (file: string, message: string): CheckpointUnsupported =>
  tagged<CheckpointUnsupported>('CheckpointUnsupported', `checkpoint: ${file} ${message}`, { file })

export const checkpointRefused = (file: string, path: string, message: string): CheckpointRefused =>
  tagged<CheckpointRefused>('CheckpointRefused', `checkpoint: ${file} is not written: ${message}`, { file, path })
