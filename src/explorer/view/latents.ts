/** Latents that are no plane: bits and classes, or what is relaxed of them, and codes of a table. */

/** What a latent is moved by: a map of numbers, bits that are flipped, classes that are picked, codes that are painted, or sliders alone. */
export type Face = 'map' | 'bits' | 'classes' | 'codes' | 'sliders'

const FACES: Readonly<Record<string, Face>> = {
  ...{ binary: 'bits', unitInterval: 'bits', oneHot: 'classes', simplex: 'classes', integer: 'sliders', code: 'codes' },
}

/** The face of a latent of some numbers, by what they are. */
export const faceOf = (over: string, size: number): Face => FACES[over] ?? (size > 1 ? 'map' : 'sliders')

/** Whether there is nothing between two values of a latent. */
export const isDiscrete = (over: string): boolean => ['binary', 'oneHot', 'integer', 'code'].includes(over)

/** How many numbers are one variable: of classes all of them, else each is its own. */
export const groupOf = (over: string, sizes: readonly number[]): number =>
  faceOf(over, 2) === 'classes' ? (sizes.at(-1) ?? 1) : 1

/**
 * A code with one bit the other way; of a number in between the farther end.
 *
 * @example
 * [...flipped([0, 1, 0.2], 2)]
 * //=> [0, 1, 1]
 */
export const flipped = (z: ArrayLike<number>, at: number): Float32Array => {
  const other = Float32Array.from(z)
  other[at] = (other[at] as number) > 0.5 ? 0 : 1
  return other
}

/**
 * A code with the class at a place picked, in place of that of the same variable.
 *
 * @example
 * [...picked([1, 0, 0, 1], 2, 1)]
 * //=> [0, 1, 0, 1]
 */
export const picked = (z: ArrayLike<number>, classes: number, at: number): Float32Array => {
  const first = Math.floor(at / classes) * classes
  return Float32Array.from(z, (value, place) =>
    place >= first && place < first + classes ? Number(place === at) : value,
  )
}

/** The rows and columns of a grid of codes; of a list one row. */
export const gridOf = (sizes: readonly number[]): { readonly rows: number; readonly columns: number } => {
  const columns = sizes.at(-1) ?? 1
  return { rows: sizes.reduce((all, size) => all * size, 1) / columns, columns }
}

/**
 * A code with a number at one place.
 *
 * @example
 * [...placed([5, 6, 7], 1, 0)]
 * //=> [5, 0, 7]
 */
export const placed = (z: ArrayLike<number>, at: number, value: number): Float32Array =>
  Float32Array.from(z, (own, place) => (place === at ? value : own))

/**
 * The code in a share of the way between two that have nothing between them: one variable after the other becomes that of the
 * other code.
 *
 * @example
 * [...stepwise(1, [0, 1, 0, 0], [1, 1, 1, 0], 0.5)]
 * //=> [1, 1, 0, 0]
 */
export const stepwise = (
  group: number,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
  share: number,
): Float32Array => {
  const variables = Array.from({ length: from.length / group }, (_, at) => at * group)
  const apart = variables.filter((first) =>
    Array.from({ length: group }, (_, at) => first + at).some((at) => from[at] !== to[at]),
  )
  const done = new Set(apart.slice(0, Math.round(share * apart.length)))
  return Float32Array.from(from, (value, at) => (done.has(at - (at % group)) ? (to[at] as number) : value))
}

/** Codes to begin with where there are no examples: some of each kind of number, which differ. */
export const plainCode = (over: string, size: number, group: number, which: 0 | 1): Float32Array =>
  Float32Array.from({ length: size }, (_, at) =>
    faceOf(over, size) === 'classes'
      ? Number(at % group === which)
      : faceOf(over, size) === 'bits'
        ? Number(at % 2 === which)
        : over === 'integer' || over === 'code'
          ? which
          : (at + which) % 2 === 0
            ? 1
            : -1,
  )
