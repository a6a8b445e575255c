/** What a rule says when it refuses: the message alone in the types, a thrown defect at run time. */

import { TaggedError } from './tagged.js'

/**
 * A shape that the types refuse, met at run time: a cast let it through, or a name stands for two numbers.
 *
 * It is a defect of the program, like the errors of TensorFlow.js: it is thrown, and the effects that run a program
 * (`Engine`, `Train.fit`) catch it and return it as a `Left`.
 */
export class ShapeError extends TaggedError<'ShapeError'> {
  constructor(message: string, options?: ErrorOptions) {
    super('ShapeError', message, options)
  }
}

/** Throws a `ShapeError`: the one place where shapes do. */
export const refuse = (message: string): never => {
  throw new ShapeError(message)
}

/** The value, or a `ShapeError` with the message that stand in its place. */
export const orRefuse = <Value>(value: Value | string): Value => (typeof value === 'string' ? refuse(value) : value)
