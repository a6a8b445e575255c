/** Every operation on tensors, as programs. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Random from '../../src/random/draw.js'
import { child } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { above0, type Case, of, type Sizes, some } from './case.js'

type X = T.Tensor<readonly ['batch', 'n']>
type Row = T.Tensor<readonly ['n']>
type Column = T.Tensor<readonly ['batch', 1]>
type Weight = T.Tensor<readonly ['n', 'm']>
type Bias = T.Tensor<readonly ['m']>
type Many = T.Tensor<readonly ['samples', 'batch', 'n']>

type Keeping = <Kept extends readonly unknown[]>(x: T.Tensor<Kept>) => T.Tensor<Kept>

const ELEMENTWISE: Readonly<Record<string, Keeping>> = {
  negate: T.negate,
  mulScalar: T.mulScalar(-2.5),
  addScalar: (x) => T.square(T.addScalar(1.5)(x)),
  square: T.square,
  abs: T.abs,
  clip: T.clip(-1.05, 1.55),
  pow: T.pow(3),
  sin: T.sin,
  cos: T.cos,
  exp: T.exp,
  expm1: T.expm1,
  log1p: (x) => T.log1p(T.square(x)),
  softplus: T.softplus,
  tanh: T.tanh,
  sigmoid: T.sigmoid,
  relu: T.relu,
  leakyRelu: T.leakyRelu(0.1),
  elu: T.elu,
  silu: T.silu,
}

const BROADCASTING = { add: T.add, sub: T.sub, mul: T.mul, div: T.div, maximum: T.maximum, minimum: T.minimum } as const
const COMPARISONS = {
  greater: T.greater,
  greaterEqual: T.greaterEqual,
  less: T.less,
  lessEqual: T.lessEqual,
  equal: T.equal,
} as const
const ALONG = { cumsum: T.cumsum, reverse: T.reverse, sort: T.sort } as const
const SAME = { add: T.same.add, sub: T.same.sub, mul: T.same.mul, div: T.same.div } as const
const TRAILING = { add: T.trailing.add, sub: T.trailing.sub, mul: T.trailing.mul } as const
const KEEPING = {
  sum: T.keepDims.sum,
  mean: T.keepDims.mean,
  max: T.keepDims.max,
  logSumExp: T.keepDims.logSumExp,
} as const

const names = <Name extends string>(record: Readonly<Record<Name, unknown>>) => Object.keys(record) as Name[]

export const tensorCases = (sizes: Sizes): readonly Case[] => {
  const given = some(sizes)
  const x = given(['batch', 'n'], 1)
  const y = given(['batch', 'n'], 2)
  const positive = above0(given(['batch', 'n'], 3))
  const row = above0(given(['n'], 4))
  const column = above0(given(['batch', 1], 5))
  const many = given(['samples', 'batch', 'n'], 6)
  const [weight, bias] = [given(['n', 'm'], 7), given(['m'], 8)]
  const event = [
    { dim: 'n', size: sizes.n },
    { dim: 1, size: 1 },
  ]
  return [
    ...names(ELEMENTWISE).map((name) => of<X>(`T.${name}`, { inputs: x }, (each) => ELEMENTWISE[name]?.(each))),
    of<X>('T.sqrt', { inputs: positive }, T.sqrt),
    of<X>('T.log', { inputs: positive }, T.log),
    of<X>('T.logGamma', { inputs: positive }, T.logGamma),
    of<X>('T.step', { inputs: x, differentiable: false }, T.step),

    ...names(BROADCASTING).flatMap((name) => [
      of<{ x: X; row: Row }>(`T.${name}`, { as: 'a row', inputs: { x, row } }, (at) =>
        pipe(at.x, BROADCASTING[name](at.row)),
      ),
      of<{ x: X; column: Column }>(`T.${name}`, { as: 'a column', inputs: { x, column } }, (at) =>
        pipe(at.x, BROADCASTING[name](at.column)),
      ),
      of<{ row: Row; column: Column }>(`T.${name}`, { as: 'both', inputs: { row, column } }, (at) =>
        pipe(at.column, BROADCASTING[name](at.row)),
      ),
    ]),
    ...names(COMPARISONS).map((name) =>
      of<{ x: X; row: Row }>(`T.${name}`, { inputs: { x, row } }, (at) => [
        // what is compared has a gradient of 0, and what is weighed by it has its own
        pipe(at.x, COMPARISONS[name](at.row), T.same.mul(at.x)),
        pipe(at.x, COMPARISONS[name](at.x)),
      ]),
    ),
    of<{ x: X; row: Row; column: Column }>('T.where', { inputs: { x, row, column } }, (at) =>
      pipe(at.x, T.greater(T.scalar(0)), T.where(T.square(at.row), at.column)),
    ),
    of<{ x: X; y: X }>('T.where', { as: 'of one shape', inputs: { x, y } }, (at) =>
      pipe(T.step(at.x), T.where(T.square(at.x), at.y)),
    ),
    of<Many>('T.sort', { as: 'whose places nothing reads', inputs: many, differentiable: false }, T.sort('batch')),
    ...names(ALONG).flatMap((name) => [
      of<Many>(`T.${name}`, { as: 'by name', inputs: many }, (at) => T.square(ALONG[name]('batch')(at))),
      of<Many>(`T.${name}`, { as: 'by place', inputs: many }, (at) => T.square(ALONG[name](-1)(at))),
    ]),
    ...names(SAME).map((name) =>
      of<{ x: X; y: X }>(`T.same.${name}`, { inputs: { x, y: positive } }, (at) => pipe(at.x, SAME[name](at.y))),
    ),
    ...names(TRAILING).map((name) =>
      of<{ many: Many; x: X }>(`T.trailing.${name}`, { inputs: { many, x } }, (at) =>
        pipe(at.many, TRAILING[name](at.x)<readonly ['samples']>),
      ),
    ),

    of<{ x: X; weight: Weight }>('T.matmul', { inputs: { x, weight } }, (at) => pipe(at.x, T.matmul(at.weight))),
    of<{ many: Many; weight: Weight }>('T.matmul', { as: 'samples', inputs: { many, weight } }, (at) =>
      pipe(at.many, T.matmul(at.weight)),
    ),
    of<{ x: X; weight: Weight; bias: Bias }>('T.affine', { inputs: { x, weight, bias } }, (at) =>
      T.affine(at.weight, at.bias)(at.x),
    ),

    of<X>('T.sum', { as: 'by name', inputs: x }, (at) => T.sum('n')(T.square(at))),
    of<Many>('T.sum', { as: 'by place', inputs: many }, (at) => T.sum(0, 2)(T.square(at))),
    of<Many>('T.mean', { inputs: many }, (at) => T.mean('batch')(T.square(at))),
    of<X>('T.pow', { as: 'a root', inputs: positive }, T.pow(0.5)),
    of<Many>('T.min', { inputs: many }, (at) => T.min(0)(at)),
    of<Many>('T.max', { inputs: many }, (at) => T.max(0)(at)),
    of<Many>('T.logSumExp', { inputs: many }, (at) => T.logSumExp('samples', 'n')(at)),
    of<X>('T.meanOfAll', { inputs: x }, (at) => T.meanOfAll(T.square(at))),
    of<Many>('T.meanOver', { inputs: many }, (at) => T.meanOver('samples')(T.square(at))),
    of<Many>('T.sumOver', { inputs: many }, (at) => T.sumOver('n')(T.square(at))),
    of<Many>('T.logMeanExpOver', { inputs: many }, T.logMeanExpOver('samples')),

    ...names(KEEPING).map((name) =>
      of<Many>(`T.keepDims.${name}`, { inputs: many }, (at) => T.square(KEEPING[name]('samples', 'n')(at))),
    ),

    of<X>('T.reshape', { inputs: x }, (at) => T.square(T.reshape(['batch*n'])(at))),
    of<X>('T.transpose', { inputs: x }, (at) => T.square(T.transpose(at))),
    of<Many>('T.flattenEvent', { inputs: many }, (at) => T.square(T.flattenEvent('event')(at))),
    of<X>('T.unflattenEvent', { inputs: x }, (at) => T.square(T.unflattenEvent<readonly ['n', 1]>(event)(at))),
    of<Many>('T.sumEvent', { inputs: many }, (at) =>
      pipe(at, T.square, T.sumEvent(T.eventShape(at))<readonly ['samples']>),
    ),
    of<Many>('T.eventShape', { inputs: many }, (at) => T.zeros(T.eventShape(at), at.sizes.slice(1))),
    of<Many>('T.mergeRows', { inputs: many }, (at) => T.square(T.mergeRows(at))),
    of<Many>('T.splitRows', { inputs: many }, (at) =>
      T.square(T.splitRows('samples', 'batch', sizes.samples)(T.mergeRows(at))),
    ),
    of<X>('T.repeatRows', { inputs: x }, (at) => T.square(T.repeatRows('samples', sizes.samples)(at))),

    of<X>('T.zeros', { inputs: x }, (at) => pipe(T.zeros(at.shape, at.sizes), T.same.add(T.square(at)))),
    of<X>('T.zerosLike', { inputs: x }, (at) => pipe(T.zerosLike(at), T.same.sub(T.square(at)))),
    of<X>('T.scalar', { inputs: x }, (at) => pipe(at, T.mul(T.scalar(3)), T.square)),
    of<X>('T.fromHost', { inputs: x }, (at) => pipe(at, T.same.mul(T.fromHost(y)))),
    // its gradient is not the one of its values, which is its point
    of<X>('T.stopGradient', { inputs: x, differentiable: false }, (at) =>
      T.valueAndGradient((x: X) => [pipe(x, T.stopGradient, T.same.mul(T.tanh(x)), T.meanOfAll), null])(at),
    ),
    of<{ x: X; row: Row }>('T.valueAndGradient', { inputs: { x, row }, differentiable: false }, (at) =>
      T.valueAndGradient((tree: { readonly x: X; readonly row: Row }) => {
        const product = pipe(tree.x, T.mul(tree.row), T.tanh)
        return [T.meanOfAll(product), { product }]
      })(at),
    ),
    of<{ x: X; rest: readonly [Row, null] }>('T.Tree.map', { inputs: { x, rest: [row, null] } }, (at) =>
      T.Tree.map(T.square)(at),
    ),
    of<{ x: X; rest: readonly [Row, null] }>('T.Tree.zipWith', { inputs: { x, rest: [row, null] } }, (at) =>
      T.Tree.zipWith((a, b) => pipe(a, T.same.mul(b)))(at, T.Tree.map(T.tanh)(at)),
    ),

    of<X>('Random.normal', { inputs: x }, (at, key) => pipe(at, T.same.mul(Random.normal(key)(at)))),
    of<X>('Random.uniform', { inputs: x }, (at, key) =>
      pipe(at, T.same.mul(Random.uniform(child(2)(key))(at)), T.same.add(Random.normal(child('name')(key))(at))),
    ),
  ]
}
