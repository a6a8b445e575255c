/** What a model is made of, at run time. */

/** Whether something is a network and not a layer or anything else, which a cast may let past the compiler. */
export const isNetwork = (given: unknown): boolean =>
  typeof given === 'object' && given !== null && 'input' in given && 'output' in given && 'apply' in given
