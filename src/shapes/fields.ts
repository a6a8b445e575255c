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
