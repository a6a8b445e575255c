/** What takes and gives indices, as programs. */

import { pipe } from 'fp-ts/lib/function.js'
import type { Size } from '../../src/shapes/dim.js'
import * as Dim from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { elements } from '../../src/tensors/tensor.js'
import { right } from '../support/outcome.js'
import { type Case, of, type Sizes, some } from './case.js'

type Table = T.Tensor<readonly ['n', 'm']>
type X = T.Tensor<readonly ['batch', 'n']>
type Many = T.Tensor<readonly ['samples', 'batch', 'n']>
type Rows = T.Indices<readonly ['batch'], 'n'>
type Columns = T.Indices<readonly ['m', 2], 'n'>
type Turns = T.Indices<readonly ['m', 2], 'batch'>
type One = T.Indices<readonly [], 'n'>

/** Indices without a pattern, some of them twice. */
const indices =
  (sizes: Sizes) =>
  <const Shape extends readonly (keyof Sizes | number)[], Name extends string>(
    shape: Shape,
    below: Size<Name>,
    seed: number,
  ): T.HostIndices<Shape, Name> => {
    const numbers = shape.map((dim) => (typeof dim === 'number' ? dim : sizes[dim]))
    const values = Float32Array.from({ length: elements(numbers) }, (_, at) => (at * at * 3 + seed * at) % below.size)
    return right(T.asIndices(below)<Shape>({ shape, sizes: numbers, values }))
  }

export const indexCases = (sizes: Sizes): readonly Case[] => {
  const given = some(sizes)
  const placed = indices(sizes)
  const [n, batch] = [Dim.named('n', sizes.n), Dim.named('batch', sizes.batch)]
  const table = given(['n', 'm'], 71)
  const x = given(['batch', 'n'], 72)
  const many = given(['samples', 'batch', 'n'], 73)
  const rows = placed(['batch'], n, 1)
  const columns = placed(['m', 2], n, 2)
  const turns = placed(['m', 2], batch, 5)
  const one = placed([], n, 1)
  const two = Math.min(2, sizes.n) as 2 // of one number there is one
  const labels = T.decodeIndices(['labels'], 3)([2, 0, 1, 2])
  return [
    of<{ table: Table; rows: Rows }>('T.gather', { as: 'rows', inputs: { table, rows } }, (at) =>
      pipe(at.table, T.gather(at.rows, 0), T.square),
    ),
    of<{ x: X; columns: Columns }>('T.gather', { as: 'the last axis', inputs: { x, columns } }, (at) =>
      pipe(at.x, T.gather(at.columns, -1), T.square),
    ),
    of<{ many: Many; turns: Turns }>('T.gather', { as: 'a name in the middle', inputs: { many, turns } }, (at) =>
      pipe(at.many, T.gather(at.turns, 'batch'), T.square),
    ),
    of<{ table: Table; one: One }>('T.gather', { as: 'one row', inputs: { table, one } }, (at) =>
      pipe(at.table, T.gather(at.one, 0), T.square),
    ),
    of<{ table: Table; columns: Columns }>('T.embedding', { inputs: { table, columns } }, (at) =>
      pipe(at.columns, T.embedding(at.table), T.square),
    ),
    of<{ x: X; rows: Rows }>('T.oneHot', { inputs: { x, rows } }, (at) => pipe(at.rows, T.oneHot, T.same.mul(at.x))),
    of<{ columns: Columns }>('T.oneHot', { as: 'two axes', inputs: { columns }, differentiable: false }, (at) =>
      T.oneHot(at.columns),
    ),
    of<Many>('T.argMax', { as: 'a name', inputs: many, differentiable: false }, T.argMax('batch')),
    of<{ x: X; table: Table }>('T.argMax', { as: 'of it the row', inputs: { x, table } }, (at) =>
      pipe(at.x, T.argMax(-1), T.embedding(at.table), T.square),
    ),
    of<Many>('T.topK', { as: 'values and places', inputs: many, differentiable: false }, T.topK('batch', 1)),
    of<Many>('T.topK', { as: 'along the last axis', inputs: many }, (at) => T.square(T.topK(-1, two)(at).values)),
    of<{ x: X; table: Table }>('T.topK', { as: 'the rows of the largest, weighed', inputs: { x, table } }, (at) => {
      const { values, indices } = T.topK(-1, two)(at.x)
      return [pipe(indices, T.embedding(at.table), T.square), T.square(values)]
    }),
    of<{ rows: Rows }>('T.asIndices', { as: 'in and out', inputs: { rows }, differentiable: false }, (at) => at.rows),
    of<X>('T.indicesFromHost', { inputs: x }, (at) => pipe(at, T.gather(T.indicesFromHost(columns), 1), T.square)),
    of<T.Indices<readonly ['labels'], 3>>(
      'T.decodeIndices',
      { inputs: right(labels), differentiable: false },
      T.oneHot,
    ),
  ]
}
