/** The side of a contestant in a page: it takes a turn when it is asked to. In place of `contestant.mjs`. */

export { timed } from '../timed.mjs'

/** Stands ready: the bench asks `globalThis.contestant` for its turns. */
export const serve = async (ready, turn) => {
  globalThis.contestant = { ready, turn }
}
