/** Finds out, for a refusal's words, which operation was under way and which function called it. */

import * as tf from '@tensorflow/tfjs-core'

// -----------------------------------------------------------------------------
// operations
// -----------------------------------------------------------------------------

/** TensorFlow.js opens a scope of this ending around each of its public operations. */
const operationEnding = '__op'

/** The public operations under way, outermost first. */
export const operationsUnderWay = (): readonly string[] =>
  tf
    .engine()
    .state.scopeStack.map((scope) => scope.name)
    .filter((name) => name?.endsWith(operationEnding))
    .map((name) => name.slice(0, -operationEnding.length))

// -----------------------------------------------------------------------------
// callers
// -----------------------------------------------------------------------------

interface Frame {
  readonly name: string | undefined
  readonly place: string
}

const frameOf = (line: string): Frame | undefined => {
  const named = /^\s*at (?:async )?(?:new )?(.+?) \((.+)\)$/.exec(line)
  if (named?.[2] !== undefined) return { name: named[1], place: named[2] }
  const bare = /^\s*at (.+)$/.exec(line)
  return bare?.[1] === undefined ? undefined : { name: undefined, place: bare[1] }
}

/** The folder that holds this library's compiled or source files: its frames are not the caller's. */
const library = new URL('../..', import.meta.url).pathname

/** What calls a user's function for them, and is not who they look for. */
const between = ['@tensorflow', '/fp-ts/', library]

const isForeign = ({ place }: Frame): boolean =>
  !between.some((part) => place.includes(part)) && !place.startsWith('node:') && place !== '<anonymous>'

const stackLines = (): readonly string[] => {
  const limit = Error.stackTraceLimit
  // Ten frames, the default, end inside TensorFlow.js.
  Error.stackTraceLimit = 200
  const { stack = '' } = new Error('where')
  Error.stackTraceLimit = limit
  return stack.split('\n').slice(1)
}

const frames = (): readonly Frame[] =>
  stackLines()
    .map(frameOf)
    .filter((frame) => frame !== undefined)

/** `lossOf at model.ts:12`, or the place alone for a function without a name. */
export const caller = (): string => {
  const frame = frames().find(isForeign)
  if (frame === undefined) return 'a function outside the stack'
  const file = frame.place.replace(/^.*[/\\]/, '').replace(/:\d+$/, '')
  const name = frame.name?.replace(/^Object\./, '').replace(/ \[as .*$/, '')
  return name === undefined || name === '<anonymous>' ? `a function at ${file}` : `${name} at ${file}`
}

/** The tensor's method that is reading it: `dataSync`, `array`, `print`, … */
export const reader = (): string => {
  const list = frames()
  const end = list.findIndex(isForeign)
  const methods = list
    .slice(0, end === -1 ? undefined : end)
    .map((frame) => /^(?:Tensor|Variable)\.(\w+)/.exec(frame.name ?? '')?.[1])
  return methods.findLast((method) => method !== undefined) ?? 'reading'
}
