/** Grids: every combination of values of a space, in order. */

import { type Parameter, plainOf, type Value } from './parameter.js'
import { valueAt } from './scale.js'
import { type AnyPoint, isThere, namesOf, type Space } from './space.js'

/** The values of a parameter on a grid: those of a choice, else so many, evenly on its scale from one end to the other. */
export const gridValues = (parameter: Parameter, steps: number): readonly Value[] => {
  const plain = plainOf(parameter)
  if (plain._tag === 'Choice') return plain.values
  const count = plain.whole ? Math.min(steps, plain.to - plain.from + 1) : steps
  const at = (step: number) => (count === 1 ? 0.5 : step / (count - 1))
  return [...new Set(Array.from({ length: count }, (_, step) => valueAt(plain, at(step))))]
}

/**
 * The points of a grid. A parameter whose condition does not hold makes no points of its own.
 *
 * @example
 * gridPoints({ beta: { _tag: 'Choice', values: [1, 4] } }, 3)
 * //=> [{ beta: 1 }, { beta: 4 }]
 */
export const gridPoints = (space: Space, steps: number): readonly AnyPoint[] =>
  namesOf(space).reduce<readonly AnyPoint[]>(
    (points, name) =>
      points.flatMap((point) => {
        const parameter = space[name]
        return parameter === undefined || !isThere(parameter, point)
          ? [point]
          : gridValues(parameter, steps).map((value) => ({ ...point, [name]: value }))
      }),
    [{}],
  )
