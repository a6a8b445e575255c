// biome-ignore-all format: a program and what the compiler says to it are one line
// What the compiler says to layers of a user's own.
import { pipe } from 'fp-ts/lib/function.js'
import { Dim, Layer, type Shape, T } from 'shapebound'

type GainOf<Event> = { readonly gain: Layer.EventTensor<Event> }

interface Gain extends Layer.Step {
  readonly name: 'gain'
  readonly takes: 'any'
  readonly out: this['in']
  readonly parameters: GainOf<this['in']>
  readonly kind: 'Tensor'
}

interface Keep extends Layer.Step {
  readonly name: 'keep'
  readonly takes: 'any'
  readonly out: this['in']
  readonly parameters: null
  readonly kind: 'Tensor'
}

interface Column extends Layer.Step {
  readonly name: 'column'
  readonly takes: 'any'
  readonly out: this['in'] extends readonly [infer Size extends Shape.Dim] ? readonly [Size, 1] : `makes a column of one axis but is given ${Shape.Show<this['in']>}`
  readonly parameters: null
  readonly kind: 'Tensor'
}

const inner = Layer.sequence(Layer.dense(64, 64), Layer.relu, Layer.dense(64))

interface Residual extends Layer.Step {
  readonly name: 'residual'
  readonly takes: readonly [64]
  readonly out: readonly [64]
  readonly parameters: ReturnType<typeof inner.init>
  readonly kind: 'Tensor'
}

interface Head extends Layer.Step {
  readonly name: 'head'
  readonly takes: readonly [64]
  readonly out: readonly [3]
  readonly parameters: null
  readonly kind: 'DiagonalNormal'
}

interface Picky extends Layer.Step {
  readonly name: 'picky'
  readonly takes: 'any'
  readonly out: this['in'] extends readonly [28, 28] ? readonly [784] : 'takes images'
  readonly parameters: null
  readonly kind: 'Tensor'
}

const ones = ([width]: readonly [Shape.EventSize<'size'>]) => pipe(T.zeros([width.dim], [width.size]), T.addScalar(1))

// -----------------------------------------------------------------------------
// what apply gives
// -----------------------------------------------------------------------------

Layer.custom<Keep>({ name: 'keep', build: (out) => ({ out, init: () => null, apply: () => (x) => T.mean(1)(x) }) }) //! Type 'Tensor<readonly [Row]>' is not assignable to type 'Tensor<readonly [Row, "size"]>' <- T.mean(1)(x)
Layer.custom<Keep>({ name: 'keep', build: (out) => ({ out, init: () => null, apply: () => (x) => pipe(x, T.square, T.sum(1)) }) }) //! Type 'Tensor<readonly [Row]>' is not assignable to type 'Tensor<readonly [Row, "size"]>' <- pipe(
Layer.custom<Residual>({ name: 'residual', takes: [64], build: (out) => ({ out, init: inner.init, apply: (own) => (x) => pipe(inner.apply(own)(x), T.sum(1)) }) }) //! Type 'Tensor<readonly [Row]>' is not assignable to type 'Tensor<readonly [Row, 64]>' <- pipe(
Layer.custom<Column>({ name: 'column', build: ([width]) => ({ out: [width, { dim: 1, size: 1 }], init: () => null, apply: () => (x) => x }) }) //! Type 'Tensor<readonly [Row, "size"]>' is not assignable to type 'Tensor<readonly [Row, "size", 1]>' <- x })
Layer.custom<Keep>({ name: 'keep', build: (out) => ({ out, init: () => null, apply: () => () => 3 }) }) //! Type 'number' is not assignable to type 'Tensor<readonly [Row, "size"]>' <- 3

// -----------------------------------------------------------------------------
// what out says
// -----------------------------------------------------------------------------

Layer.custom<Keep>({ name: 'keep', build: () => ({ out: [{ dim: 4, size: 4 }], init: () => null, apply: () => (x) => x }) }) //! Type 'number' is not assignable to type '"size"' <- dim: 4
Layer.custom<Column>({ name: 'column', build: ([width]) => ({ out: [width], init: () => null, apply: () => T.unflattenEvent([width, { dim: 1, size: 1 }]) }) }) //! Type '[EventSize<"size">]' is not assignable to type 'readonly [EventSize<"size">, EventSize<1>]' <- out:

// -----------------------------------------------------------------------------
// its parameters
// -----------------------------------------------------------------------------

Layer.custom<Gain>({ name: 'gain', build: (out) => ({ out, init: () => ({ scale: ones(out) }), apply: ({ gain }) => (x) => pipe(x, T.mul(gain)) }) }) //! Property 'gain' is missing in type '{ scale: T.Tensor<readonly ["size"]>; }' <- ({ scale
Layer.custom<Gain>({ name: 'gain', build: (out) => ({ out, init: () => ({ gain: ones(out) }), apply: ({ scale }) => (x) => pipe(x, T.mul(scale)) }) }) //! Property 'scale' does not exist on type 'GainOf<readonly ["size"]>' <- scale }) =>
Layer.custom<Gain>({ name: 'gain', build: (out) => ({ out, init: () => null, apply: ({ gain }) => (x) => pipe(x, T.mul(gain)) }) }) //! Type 'null' is not assignable to type 'GainOf<readonly ["size"]>' <- null
Layer.custom<Keep>({ name: 'keep', build: (out) => ({ out, init: () => ({ gain: ones(out) }), apply: () => (x) => x }) }) //! Type '{ gain: T.Tensor<readonly ["size"]>; }' is not assignable to type 'null' <- ({ gain

// -----------------------------------------------------------------------------
// its name, its event, its step
// -----------------------------------------------------------------------------

Layer.custom<Keep>({ name: 'kept', build: (out) => ({ out, init: () => null, apply: () => (x) => x }) }) //! Type '"kept"' is not assignable to type '"keep"' <- name:
Layer.custom<Residual>({ name: 'residual', takes: [32], build: (out) => ({ out, init: inner.init, apply: inner.apply }) }) //! Type '32' is not assignable to type '64 | Size<64>' <- 32]
Layer.custom<Residual>({ name: 'residual', build: (out) => ({ out, init: inner.init, apply: inner.apply }) }) //! is not assignable to parameter of type 'CustomParts<Residual, readonly [64], readonly [64]> <- {
Layer.custom({ name: 'keep', build: () => 'no' }) //! custom: the step is not said: write Layer.custom<MyStep>(...) <- {
Layer.custom<Head>({ name: 'head' }) //! custom: the step gives a DiagonalNormal but must give a Tensor: end the network in a head <- {
Layer.custom<Picky>({ name: 'picky' }) //! custom: the step refuses every event: let it say what it takes <- {

// -----------------------------------------------------------------------------
// records written by hand, whose build nothing ties to the step
// -----------------------------------------------------------------------------

export const byHand: Layer.Layer<Keep> = { name: 'keep', takes: null, build: () => 'no' } //! Property '[madeByLayerCustom]' is missing in type <- byHand
Layer.sequence(Layer.dense(8, 64), { name: 'keep', takes: null, build: () => 'no' }) //! layer 2 is not a layer but a record written by hand: make it with Layer.custom <- { name

// -----------------------------------------------------------------------------
// the right programs: none of these has an error
// -----------------------------------------------------------------------------

const gain = Layer.custom<Gain>({ name: 'gain', build: (out) => ({ out, init: () => ({ gain: ones(out) }), apply: ({ gain }) => (x) => pipe(x, T.mul(gain)) }) })
const column = Layer.custom<Column>({ name: 'column', build: ([width]) => ({ out: [width, { dim: 1, size: 1 }], init: () => null, apply: () => T.unflattenEvent([width, { dim: 1, size: 1 }]) }) })
const residual = Layer.custom<Residual>({ name: 'residual', takes: [Dim.literal(64)], build: (out) => ({ out, init: inner.init, apply: (own) => (x) => pipe(x, T.same.add(inner.apply(own)(x))) }) })
const net: Layer.Net<readonly [8], readonly [64, 1], readonly [Layer.AffineParameters<8, 64>, GainOf<readonly [64]>, ReturnType<typeof inner.init>, null]> = Layer.sequence(Layer.dense(8, 64), gain, residual, column)
Layer.sequence(Layer.dense(8, 32), residual) //! layer 2 (residual) takes [64] but is given [32] <- residual
Layer.sequence(Layer.input([4, 4]), column) //! layer 2 (column) makes a column of one axis but is given [4, 4] <- column

export { net }
