import { expect, it } from 'vitest'
import { signatures } from './editor.js'

// what an editor shows of a call when its parenthesis is typed, and while its arguments are

const NETWORKS = 'readonly encoder: NetworkHint; readonly decoder: NetworkHint'
const FIT = 'Train.FitOptions<unknown, unknown, unknown, unknown>'

const first = (code: string): string => signatures(code)[0] as string

it.each([
  ['Vae.make(|', `make(parts: { ${NETWORKS}; readonly prior: PriorHint; }): ModelHint`],
  ['Vae.make({ | })', `make(parts: { ${NETWORKS}; readonly prior: PriorHint; }): ModelHint`],
  ['Autoencoder.make(|', `make(parts: { ${NETWORKS}; }): ModelHint`],
  ['Train.fit(|', `fit(options: ${FIT}): TaskEither<Train.TrainError<never>, Train.TrainResult<never>>`],
  [
    'Train.fit({ epochs: 3, | })',
    `fit(options: ${FIT}): TaskEither<Train.TrainError<never>, Train.TrainResult<never>>`,
  ],
  ['Layer.dense(|', 'dense(input: SizeHint, output: SizeHint): Layer.Layer<Layer.Dense<"size", "size">>'],
  ['Layer.dense(784, |', 'dense(input: 784, output: SizeHint): Layer.Layer<Layer.Dense<784, "size">>'],
  [
    'Layer.normalHead(|',
    'normalHead(input: SizeHint, output: SizeHint): Layer.Layer<Layer.NormalHead<"size", "size">>',
  ],
  [
    'Layer.laplaceHead(|',
    'laplaceHead(input: SizeHint, output: SizeHint): Layer.Layer<Layer.Head<"laplaceHead", "Laplace", "size", "size">>',
  ],
  ['Layer.maxPool(|', 'maxPool(options: PoolHint): Layer.Layer<Layer.Pool<"maxPool", PoolHint>>'],
  [
    'Train.player(|',
    'player(given: Train.Player<string, unknown, readonly PartOffer[]>): Train.Player<string, unknown, readonly PartOffer[]>',
  ],
])('%s', (code, shown) => expect(first(code)).toBe(shown), 60_000)

it.each([
  ['Layer.conv2d(|', 'conv2d(output: SizeHint, options: WindowHint): '],
  ['Layer.conv2d(8, |', 'conv2d(output: 8, options: WindowHint): '],
  ['T.maxPool(|', 'maxPool(options: PoolHint): '],
  ['T.conv2d(filter, |', 'conv2d(filter: T.Tensor<readonly [3, 3, 1, 8]>, options: FilterHint): '],
  ['Elbo.average(|', 'average(name: TermAxisOffer): '],
  ['T.argMax(|', 'argMax(axis: AxisOffer): '],
  ['T.topK(|', 'topK(axis: AxisOffer, count: '],
])('%s shows plain parameters', (code, shown) => expect(first(code).slice(0, shown.length)).toBe(shown), 60_000)

it('reductions say how their axes are written', () =>
  expect(signatures('T.sum(|')[1]).toContain(
    'sum(first: AxisOffer, second: AxisOffer, ...others: readonly AxisOffer[]): ',
  ))

it.each(['Vae.make(|', 'Autoencoder.make(|', 'Train.fit(|', 'Layer.dense(|', 'Layer.conv2d(1, |', 'T.maxPool(|'])(
  '%s shows no fault before anything is written',
  (code) => expect(first(code)).not.toMatch(/must|is not|: takes|known only/),
)
