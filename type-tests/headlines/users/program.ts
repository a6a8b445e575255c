/** What a user of the package writes: layers, a term and a helper of their own, and a model of them that trains. */

import { pipe } from 'fp-ts/lib/function.js'
import { Data, DiagonalNormal, Dim, Elbo, Key, Layer, Optimizer, type Shape, T, Train, Vae } from 'shapebound'

// -----------------------------------------------------------------------------
// layers
// -----------------------------------------------------------------------------

/** An activation. */
export const cube = Layer.activation('cube', (x) => pipe(x, T.same.mul(T.square(x))))

type GainOf<Event> = { readonly logGain: Layer.EventTensor<Event> }

/** A layer with a parameter, which keeps the shape it is given. */
export interface Gain extends Layer.Step {
  readonly name: 'gain'
  readonly takes: 'any'
  readonly out: this['in']
  readonly parameters: GainOf<this['in']>
  readonly kind: 'Tensor'
}

export const gain = Layer.custom<Gain>({
  name: 'gain',
  build: ([width]) => ({
    out: [width],
    init: () => ({ logGain: T.zeros([width.dim], [width.size]) }),
    apply:
      ({ logGain }) =>
      (x) =>
        pipe(x, T.mul(T.exp(logGain))),
  }),
})

/** A layer that computes its shape, or refuses the one it is given. */
export interface Column extends Layer.Step {
  readonly name: 'column'
  readonly takes: 'any'
  readonly out: this['in'] extends readonly [infer Size extends Shape.Dim]
    ? readonly [Size, 1]
    : `makes a column of one axis but is given ${Shape.Show<this['in']>}`
  readonly parameters: null
  readonly kind: 'Tensor'
}

export const column = Layer.custom<Column>({
  name: 'column',
  build: (given) => {
    const out = [given[0], { dim: 1, size: 1 }] as const
    return given.length === 1
      ? { out, init: () => null, apply: () => T.unflattenEvent(out) }
      : `makes a column of one axis but is given ${shown(given)}`
  },
})

const shown = (sizes: Shape.Sizes): string => `[${sizes.map(({ dim }) => dim).join(', ')}]`

// -----------------------------------------------------------------------------
// a term, and helpers that are generic in sizes and in shapes
// -----------------------------------------------------------------------------

/** The squared length of the posterior's mean. */
export const farMeans = Elbo.term({
  name: 'far means',
  axes: ['batch'],
  sense: 'cost',
  needs: ['posterior'],
  nats: ({ posterior }: Elbo.HasPosterior) => pipe(posterior.mean, T.square, T.sum('latent')),
})

/** A model of any event of one axis and any latent. */
export const vaeOf = <Event extends Shape.Dim, Latent extends Shape.Dim>(
  event: Shape.Size<Event>,
  latent: Shape.Size<Latent>,
) =>
  Vae.make({
    encoder: Layer.sequence(Layer.dense(event, 16), cube, gain, Layer.normalHead(16, latent)),
    decoder: Layer.sequence(Layer.dense(latent, 16), Layer.tanh, Layer.bernoulliHead(16, event)),
    prior: DiagonalNormal.standard(latent),
  })

/** An affine map and a residual, of any rows and sizes. */
export const residual =
  <Size extends Shape.Dim>(weight: T.Tensor<readonly [Size, Size]>, bias: T.Tensor<readonly [Size]>) =>
  <Row extends Shape.Dim>(x: T.Tensor<readonly [Row, Size]>): T.Tensor<readonly [Row, Size]> =>
    pipe(x, T.affine(weight, bias), T.same.add(x))

// -----------------------------------------------------------------------------
// the program
// -----------------------------------------------------------------------------

const encoder = Layer.sequence(
  Layer.dense(64, 16),
  gain,
  column,
  Layer.flatten,
  cube,
  Layer.normalHead(16, Dim.named('latent', 3)),
)
const decoder = Layer.sequence(
  Layer.input([Dim.named('latent', 3)]),
  Layer.dense(16),
  Layer.tanh,
  Layer.bernoulliHead(64),
)

export const model: Vae.Vae<
  readonly [64],
  readonly ['latent'],
  ReturnType<typeof encoder.init>,
  ReturnType<typeof decoder.init>,
  'Bernoulli'
> = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(Dim.named('latent', 3)) })

export const helped = vaeOf(Dim.literal(64), Dim.named('latent', 3))

export const data = Data.sprites({ key: Key.from(1), count: 64, size: 8 }).binary

const common = { data, optimizer: Optimizer.adam({ learningRate: 1e-2 }), epochs: 3, batch: 32, key: Key.from(7) }
const objective = pipe(Elbo.elbo, Elbo.minus(pipe(farMeans, Elbo.scale(0.01))))

/** Two models trained: each epoch's objective. */
export const programs = [
  Train.fit({ ...common, model, objective }),
  Train.fit({ ...common, model: helped, objective: Elbo.elbo }),
] as const
