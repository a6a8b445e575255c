/** Layers of a user's own with parameters: a scale and a shift for each number of an event, and a residual block. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Data, DiagonalNormal, Elbo, type Engine, Key, Layer, Onnx, Optimizer, T, Train, Vae } from 'shapebound'

type ScaleShiftOf<Event> = {
  readonly scale: Layer.EventTensor<Event>
  readonly shift: Layer.EventTensor<Event>
}

/** What the layer is to the types: it takes any event, gives one of the same shape, and has two tensors of that shape. */
interface ScaleShift extends Layer.Step {
  readonly name: 'scaleShift'
  readonly takes: 'any'
  readonly out: this['in']
  readonly parameters: ScaleShiftOf<this['in']>
  readonly kind: 'Tensor'
}

/** `x · scale + shift`, which begins as `x`. */
const scaleShift = Layer.custom<ScaleShift>({
  name: 'scaleShift',
  build: ([width]) => ({
    out: [width],
    init: () => ({
      scale: pipe(T.zeros([width.dim], [width.size]), T.addScalar(1)),
      shift: T.zeros([width.dim], [width.size]),
    }),
    apply:
      ({ scale, shift }) =>
      (x) =>
        pipe(x, T.mul(scale), T.add(shift)),
  }),
})

const inner = Layer.sequence(Layer.dense(64, 64), Layer.relu, Layer.dense(64))

interface Residual extends Layer.Step {
  readonly name: 'residual'
  readonly takes: readonly [64]
  readonly out: readonly [64]
  readonly parameters: ReturnType<typeof inner.init>
  readonly kind: 'Tensor'
}

/** `x + inner(x)`. Source: He et al., "Deep Residual Learning for Image Recognition", arXiv:1512.03385. */
const residual = Layer.custom<Residual>({
  name: 'residual',
  takes: [64],
  build: (out) => ({
    out,
    init: inner.init,
    apply: (parameters) => (x) => pipe(x, T.same.add(inner.apply(parameters)(x))),
  }),
})

const encoder = Layer.sequence(Layer.dense(256, 64), scaleShift, residual, Layer.relu, Layer.normalHead(5))
const decoder = Layer.sequence(Layer.dense(5, 64), residual, scaleShift, Layer.relu, Layer.bernoulliHead(256))
export const model = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(5) })

/** Trains the model, and exports it: these layers are in the graph as those of the library are. */
export const program = (data: Data.Dataset<readonly [256], 'binary'>, engine: Engine.Engine, epochs = 10) =>
  pipe(
    Train.fit({ model, objective: Elbo.elbo, data, optimizer: Optimizer.adam(), epochs, key: Key.from(7), engine }),
    TE.bindTo('trained'),
    TE.bindW('files', ({ trained }) => Onnx.exportVae(model)(trained.params)),
  )
