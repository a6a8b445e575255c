/** Where an error comes from: the part of a program, named beside what it threw. */

import { TaggedError } from './tagged.js'

/** What a part of a program threw: a layer, a term, a data set, a schedule, a listener. `cause` is what it threw. */
export class PartFailed extends TaggedError<'PartFailed'> {
  readonly part: string

  constructor(part: string, thrown: unknown) {
    super('PartFailed', `${part}: ${thrown instanceof Error ? thrown.message : String(thrown)}`, { cause: thrown })
    this.part = part
  }
}

/**
 * What a part gives. Errors: throws a `PartFailed` for what the part throws, but for errors with a tag: they say where
 * they come from, the parts inside this one among them.
 *
 * @example
 * inPart('layer 3 (mine)', () => 3)
 * //=> 3
 */
export const inPart = <A>(part: string, run: () => A): A => {
  try {
    return run()
  } catch (thrown) {
    throw thrown instanceof TaggedError ? thrown : new PartFailed(part, thrown)
  }
}
