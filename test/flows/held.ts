/** What holds of every flow, in float64: its Jacobian, that it can be undone, and that it covers space once. */

import { describe, expect, it } from 'vitest'
import { interpret } from '../../src/compiler/index.js'
import { traceProgram } from '../../src/engines/compiled/program.js'
import type { AnyBijection, Direction } from '../../src/flows/bijection.js'
import { child, from, normal } from '../../src/random/key.js'
import { hostLeaves, withHostLeaves } from '../../src/tensors/tree.js'
import { begun } from '../conformance/case.js'
import { hostOf } from '../support/engine.js'
import { right } from '../support/outcome.js'

// -----------------------------------------------------------------------------
// in float64
// -----------------------------------------------------------------------------

/** Any flow, of which nothing is known but what it is over. */
export interface AnyFlow extends Pick<AnyBijection, 'shape' | 'event' | 'directions' | 'init'> {
  readonly forward: unknown
  readonly inverse: unknown
}

const passOf = (flow: AnyFlow, way: Direction): AnyBijection['forward'] => flow[way] as AnyBijection['forward']

/** Rows, and what becomes of them. */
export interface Rows {
  readonly y: readonly (readonly number[])[]
  readonly logDeterminant: readonly number[]
}

/** Parameters without a pattern, of the shapes that a flow begins with. */
export const someParameters = (flow: AnyFlow, size = 1, seed = 1): unknown => {
  const first = begun(flow.init)
  const noise = hostLeaves(first).map(({ value }, at) => ({
    ...value,
    values: normal(child(at)(from(seed)), value.values.length).map((x) => size * x),
  }))
  return withHostLeaves(first, noise)
}

const chunks = (values: readonly number[], size: number): readonly (readonly number[])[] =>
  Array.from({ length: values.length / size }, (_, row) => values.slice(row * size, (row + 1) * size))

/** What a flow makes of rows, interpreted in float64. */
export const moved = (
  flow: AnyFlow,
  way: Direction,
  parameters: unknown,
  rows: readonly (readonly number[])[],
): Rows => {
  const sizes = flow.event.map(({ size }) => size)
  const x = hostOf(['batch', ...flow.shape], [rows.length, ...sizes], rows.flat())
  const { graph } = right(
    traceProgram<readonly [unknown, never], unknown>(
      ([own, given]) => {
        const { y, logDeterminant } = passOf(flow, way)(own)(given)
        return [y, logDeterminant]
      },
      [parameters, x] as never,
    ),
  )
  const feeds = Object.fromEntries(
    hostLeaves(parameters).map(({ value }, place) => [`in0:${place}`, Float64Array.from(value.values)]),
  )
  const found = interpret(graph, { ...feeds, 'in1:0': rows.flat() })
  const width = sizes.reduce((product, size) => product * size, 1)
  return { y: chunks(Array.from(found['out:0'] ?? []), width), logDeterminant: Array.from(found['out:1'] ?? []) }
}

// -----------------------------------------------------------------------------
// the Jacobian
// -----------------------------------------------------------------------------

/** `ln |det|`, by elimination with pivots. */
export const logDeterminantOf = (matrix: readonly (readonly number[])[]): number => {
  const rows = matrix.map((row) => [...row])
  let sum = 0
  for (let at = 0; at < rows.length; at++) {
    const pivot = rows.reduce(
      (best, row, index) => (index > at && Math.abs(row[at] ?? 0) > Math.abs(rows[best]?.[at] ?? 0) ? index : best),
      at,
    )
    const [first, other] = [rows[at] as number[], rows[pivot] as number[]]
    rows[at] = other
    rows[pivot] = first
    sum += Math.log(Math.abs(other[at] as number))
    for (const row of rows.slice(at + 1)) {
      const factor = (row[at] as number) / (other[at] as number)
      other.forEach((value, column) => {
        row[column] = (row[column] as number) - factor * value
      })
    }
  }
  return sum
}

const STEP = 1e-5

/** `ln |det|` of the Jacobian at a row, by central differences. */
const numericLogDeterminant = (flow: AnyFlow, way: Direction, parameters: unknown, row: readonly number[]): number => {
  const beside = (by: number) => row.map((_, at) => row.map((value, index) => (index === at ? value + by : value)))
  const [up, down] = [STEP, -STEP].map((by) => moved(flow, way, parameters, beside(by)).y)
  return logDeterminantOf(
    (up ?? []).map((each, at) => each.map((value, to) => (value - (down?.[at]?.[to] ?? Number.NaN)) / (2 * STEP))),
  )
}

// -----------------------------------------------------------------------------
// laws
// -----------------------------------------------------------------------------

/** What a flow is held with. */
export interface Held {
  readonly parameters: unknown
  readonly rows: readonly (readonly number[])[]
}

/** Rows without a pattern. */
export const someRows = (flow: AnyFlow, count = 4, scale = 1): readonly (readonly number[])[] => {
  const width = flow.event.reduce((product, { size }) => product * size, 1)
  return chunks(
    [...normal(from(3), count * width)].map((x) => scale * x),
    width,
  )
}

const OTHER = { forward: 'inverse', inverse: 'forward' } as const

const near = (given: readonly number[], wanted: readonly number[], digits: number): void => {
  expect(given.length).toBe(wanted.length)
  for (const [at, value] of wanted.entries()) expect(given[at]).toBeCloseTo(value, digits)
}

/** Holds a flow to its Jacobian, and where it goes both ways to that they undo each other. */
export const holdsItsLaws = (title: string, flow: AnyFlow, { parameters, rows }: Held): void => {
  describe(title, () => {
    for (const way of flow.directions) {
      it(`${way}: the determinant is that of the Jacobian`, () =>
        near(
          moved(flow, way, parameters, rows).logDeterminant,
          rows.map((row) => numericLogDeterminant(flow, way, parameters, row)),
          6,
        ))
      if (flow.directions.includes(OTHER[way]))
        it(`${way}, and back, is where it was`, () => {
          const there = moved(flow, way, parameters, rows)
          const back = moved(flow, OTHER[way], parameters, there.y)
          near(back.y.flat(), rows.flat(), 8)
          near(
            back.logDeterminant,
            there.logDeterminant.map((x) => -x),
            8,
          )
        })
    }
  })
}

/** A grid over a line or a plane, and the volume of a cell. */
const gridOf = (axes: number, reach: number, step: number): readonly (readonly number[])[] => {
  const line = Array.from({ length: Math.round((2 * reach) / step) }, (_, at) => -reach + (at + 0.5) * step)
  return axes === 1 ? line.map((x) => [x]) : line.flatMap((x) => line.map((y) => [x, y]))
}

const LOG_TWO_PI = Math.log(2 * Math.PI)
const logNormal = (row: readonly number[]): number => row.reduce((sum, x) => sum - 0.5 * (x * x + LOG_TWO_PI), 0)

/**
 * `∫ N(f(x)) |det df/dx| dx` of a flow over one number or two: 1 where it covers space once. Of an inverse it is the integral
 * of the density of the flow.
 */
export const integralOf = (flow: AnyFlow, way: Direction, parameters: unknown, reach = 8, step = 0.1): number => {
  const axes = flow.event[0]?.size ?? 1
  const grid = gridOf(axes, reach, step)
  const { y, logDeterminant } = moved(flow, way, parameters, grid)
  return (
    y.reduce((sum, row, at) => sum + Math.exp(logNormal(row) + (logDeterminant[at] ?? Number.NaN)), 0) * step ** axes
  )
}
