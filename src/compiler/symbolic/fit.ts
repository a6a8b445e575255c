/** Numbers that depend on a size, found from their values at three sizes. */

/** `factor * size + offset`, or `factor / size`. */
export type Formula =
  | { readonly form: 'linear'; readonly factor: number; readonly offset: number }
  | { readonly form: 'inverse'; readonly factor: number }

/** Values at three sizes, in the order of the sizes. */
export type Triple<Item> = readonly [Item, Item, Item]

export const mapTriple = <From, To>([a, b, c]: Triple<From>, f: (item: From) => To): Triple<To> => [f(a), f(b), f(c)]

/** Float32 numbers carry seven digits. */
const close = (left: number, right: number): boolean => Math.abs(left - right) <= 1e-6 * Math.max(1e-30, Math.abs(left))

export const isConstant = ([a, b, c]: Triple<number>): boolean => Object.is(a, b) && Object.is(b, c)

const valueAt = (formula: Formula, size: number): number =>
  formula.form === 'linear' ? formula.factor * size + formula.offset : formula.factor / size

const fits = (formula: Formula, sizes: Triple<number>, values: Triple<number>): boolean =>
  sizes.every((size, index) => close(values[index] ?? Number.NaN, valueAt(formula, size)))

/** The formula of integers: two sizes decide it, the third confirms it. */
export const fitIntegers = (sizes: Triple<number>, values: Triple<number>): Formula | undefined => {
  const factor = (values[1] - values[0]) / (sizes[1] - sizes[0])
  const formula: Formula = { form: 'linear', factor, offset: values[0] - factor * sizes[0] }
  const integral = Number.isInteger(factor)
  return integral && sizes.every((size, index) => valueAt(formula, size) === values[index]) ? formula : undefined
}

/** The formula of floats, up to their rounding. */
export const fitFloats = (sizes: Triple<number>, values: Triple<number>): Formula | undefined => {
  const candidates: readonly Formula[] = [
    { form: 'linear', factor: values[0] / sizes[0], offset: 0 },
    { form: 'inverse', factor: values[0] * sizes[0] },
    ...[fitIntegers(sizes, values)].filter((formula) => formula !== undefined),
  ]
  return candidates.find((formula) => fits(formula, sizes, values))
}
