/** Whether what is given is what it stands for at all: records that nothing has checked, such as those of `JSON.parse`. */

type Fields = Readonly<Record<string, unknown>>

const isRecord = (given: unknown): given is Fields => typeof given === 'object' && given !== null

const hasFunctions = (given: Fields, ...names: readonly string[]): boolean =>
  names.every((name) => typeof given[name] === 'function')

const hasLists = (given: Fields, ...names: readonly string[]): boolean =>
  names.every((name) => Array.isArray(given[name]))

/** The run-time twin of `CheckedModel`. */
export const modelComplaint = (given: unknown): string | null =>
  isRecord(given) && hasLists(given, 'event', 'supplies') && hasFunctions(given, 'init', 'supply')
    ? null
    : 'the model is not a model'

/** The words of what is not a term, or `null`. */
export const termComplaint = (given: unknown, name = 'objective'): string | null =>
  isRecord(given) && hasLists(given, 'axes', 'content', 'needs', 'parts') && hasFunctions(given, 'evaluate')
    ? null
    : `the ${name} is not a term`

/** The words of what is not an optimizer, or of one whose settings are out of their range; or `null`. */
export const optimizerComplaint = (given: unknown): string | null =>
  !isRecord(given) || !hasFunctions(given, 'init', 'scalars', 'update')
    ? 'the optimizer is not an optimizer'
    : typeof given.complaint === 'string'
      ? given.complaint
      : null
