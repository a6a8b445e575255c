/** What can go wrong while training. */

import { type BadRequest, badRequest } from '../data/errors.js'
import type { EngineError, EngineMissing } from '../engines/engine.js'

/** The objective stopped being a number. */
export interface Diverged {
  readonly _tag: 'Diverged'
  readonly step: number
  readonly message: string
}

/** Any error of training. */
export type TrainError = BadRequest | Diverged | EngineMissing | EngineError

export const diverged = (step: number, objective: number): Diverged => ({
  _tag: 'Diverged',
  step,
  message: `training: the objective is ${objective} at step ${step}: try a smaller learning rate`,
})

export { type BadRequest, badRequest }
