/** Values that nothing has checked, such as those of `JSON.parse`: whether they have fields. */

/** The fields of a record, of whatever kinds. */
export type Fields = Readonly<Record<string, unknown>>

/** Whether something is an object, a list too. */
export const isObject = (given: unknown): given is Fields => typeof given === 'object' && given !== null

/**
 * Whether something is a record, and no list.
 *
 * @example
 * [isFields({ a: 1 }), isFields([1]), isFields(null)]
 * //=> [true, false, false]
 */
export const isFields = (given: unknown): given is Fields => isObject(given) && !Array.isArray(given)

/**
 * What a text of JSON says; `undefined` of a text that is none.
 *
 * @example
 * [jsonOf('[1]'), jsonOf('null'), jsonOf('[1')]
 * //=> [[1], null, undefined]
 */
export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
