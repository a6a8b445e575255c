/** Gradients by central differences of a float64 reference function. */

/** Numbers of several inputs. */
export type Arrays = readonly (readonly number[])[]

const STEP = 1e-5

const moved = (arrays: Arrays, which: number, at: number, by: number): Arrays =>
  arrays.map((array, index) =>
    index === which ? array.map((value, place) => (place === at ? value + by : value)) : array,
  )

/** The gradient of a scalar function, input by input. */
export const differences = (f: (...arrays: Arrays) => number, inputs: Arrays, step = STEP): Arrays =>
  inputs.map((array, which) =>
    array.map((_, at) => {
      const by = step * Math.max(1, Math.abs(array[at] as number))
      return (f(...moved(inputs, which, at, by)) - f(...moved(inputs, which, at, -by))) / (2 * by)
    }),
  )

/** The gradient of a scalar function of one list of numbers. */
export const differencesOf = (
  f: (at: readonly number[]) => number,
  at: readonly number[],
  step = STEP,
): readonly number[] => differences(f, [at], step)[0] ?? []
