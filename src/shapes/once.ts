/** Values that are made late. */

/**
 * A value that is made when it is first asked for, and once.
 *
 * @example
 * const made = []
 * const value = once(() => made.push('made'))
 * ;[value(), value(), made.length]
 * //=> [1, 1, 1]
 */
export const once = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
