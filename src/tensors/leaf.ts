/** The leaves of a tree of tensors, and the paths that lead to them. */

/** Whether a node is a tensor or indices, of the engine or of the host. */
export const isLeaf = (node: unknown): node is object =>
  typeof node === 'object' && node !== null && 'shape' in node && ('native' in node || 'values' in node)

/** A dot in a name is written `%2E`: so two leaves never share a path. */
const escaped = (name: string): string => name.replaceAll('%', '%25').replaceAll('.', '%2E')

/**
 * The path of what lies under a name.
 *
 * @example
 * join('encoder.0', 'a.b')
 * //=> 'encoder.0.a%2Eb'
 */
export const join = (path: string, name: string): string => (path === '' ? escaped(name) : `${path}.${escaped(name)}`)
