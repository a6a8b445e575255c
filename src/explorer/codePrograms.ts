/** What an explorer asks of an autoencoder of codes: a code is the number of one of a table, at each place of a grid. */

import { pipe } from 'fp-ts/lib/function.js'
import { type Codes, type Rows as EncodedRows, nearestOf } from '../layers/nearest.js'
import type { HasLogLikelihood } from '../losses/atoms.js'
import type { HasCodes } from '../losses/codes.js'
import type { Observation } from '../models/model.js'
import * as Random from '../random/draw.js'
import { type AnyShape, numbersOf, type Sizes } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { type AnyTensor, elements, type Tensor } from '../tensors/tensor.js'
import { type Programs, type RowProgram, type Rows, traced } from './traced.js'

/** What is read of a model of codes. */
export interface Coded {
  readonly encoder: { readonly input: Sizes; readonly output: Sizes }
  readonly decoder: {
    readonly input: Sizes
    readonly family: {
      readonly mean: (given: unknown) => AnyTensor
      readonly sample: (key: never) => (given: unknown) => AnyTensor
    }
    readonly apply: (params: unknown) => (z: AnyTensor) => unknown
  }
  readonly supply: (params: unknown) => (observed: Observation<AnyShape>) => HasCodes & HasLogLikelihood
}

/** The parameters of a model of codes: its table is learned, or holds moving averages. */
interface CodedParams {
  readonly decoder: unknown
  readonly codes?: Codes
  readonly state?: { readonly codes: { readonly codes: Codes } }
}

const tableOf = (params: unknown): Codes => {
  const { codes, state } = params as CodedParams // safe: they are those of such a model
  return codes ?? (state as NonNullable<CodedParams['state']>).codes.codes // safe: it has one of both
}

const countIn = (params: unknown): number => tableOf(params).sizes[0] as number

/** The numbers of codes from 0 on, as a tensor. */
const numbered = (count: number) => Float32Array.from({ length: count }, (_, at) => at)

/** One-hot rows as the numbers of their codes. Shapes: `['places', 'codes'] -> ['places', 1]`. */
const numberOf = (count: number) => (hot: Tensor<readonly ['places', 'codes']>) =>
  T.matmul(T.fromHost({ shape: ['codes', 1] as const, sizes: [count, 1], values: numbered(count) }))(hot)

/** Numbers of codes as the codes themselves. Shapes: `['batch', ...Grid] -> ['batch', ...Event]`. */
const codesAt = (table: Codes, event: Sizes) => (z: AnyTensor) => {
  const count = table.sizes[0] as number
  const all = T.fromHost({ shape: ['codes'] as const, sizes: [count], values: numbered(count) })
  const hot = pipe(
    T.flattenEvent('places')(z as Tensor<readonly ['batch', ...AnyShape]>), // safe: it is rows of grids
    T.mergeRows,
    T.expand(1),
    T.equal(all),
  )
  return pipe(
    hot,
    T.matmul(table),
    T.splitRows('batch', 'places', 1)<readonly ['channels']>,
    T.flattenEvent('event'),
    T.unflattenEvent<AnyShape>(event),
  )
}

/** The programs of a model of codes whose grid has some places. */
const programsAt = ({ encoder, decoder, supply }: Coded): Readonly<Record<string, RowProgram>> => {
  const grid = encoder.output.slice(0, -1)
  const places = elements(numbersOf(grid))
  const [x, z] = [{ x: encoder.input }, { z: grid }]
  const decoded = (params: unknown, { z: code }: Rows) =>
    decoder.apply((params as CodedParams).decoder)(codesAt(tableOf(params), encoder.output)(code as AnyTensor))
  const nats = (params: unknown): number => places * Math.log(countIn(params))
  const inGrid = (rows: AnyTensor) => T.splitRows('batch', 'places', 1)<readonly [1]>(rows as never)
  const chosenOf = (params: unknown, chosen: AnyTensor) =>
    pipe(
      nearestOf(tableOf(params))(T.unflattenEvent<AnyShape>(encoder.output)(chosen as never) as unknown as EncodedRows),
      T.oneHot,
      (hot) => numberOf(countIn(params))(hot as never),
      (numbers) => inGrid(numbers as never),
    )
  return {
    encode: {
      of: x,
      run: (params, given, key) => ({
        center: chosenOf(params, supply(params)({ ...given, key, samples: 1 } as never).codes.chosen),
      }),
    },
    decode: { of: z, run: (params, given) => ({ mean: decoder.family.mean(decoded(params, given)) }) },
    draw: {
      of: z,
      run: (params, given, key) => ({ x: decoder.family.sample(key as never)(decoded(params, given)) }),
    },
    // under a uniform prior every code is as probable as any other
    density: { of: z, run: (params) => ({ logProb: T.scalar(-nats(params)) }) },
    prior: {
      of: {},
      run: (params, _, key) => {
        const shape = { shape: ['places', 'codes'] as const, sizes: [places, countIn(params)] }
        const hot = pipe(Random.uniform(key)(shape), T.argMax(1), T.oneHot)
        return { z: inGrid(numberOf(countIn(params))(hot as never) as never) }
      },
    },
    judge: {
      of: x,
      run: (params, given, key) => {
        const { codes, logLikelihood } = supply(params)({ ...given, key, samples: 1 } as never)
        return { z: chosenOf(params, codes.chosen), logLikelihood, kl: T.scalar(nats(params)) }
      },
    },
  }
}

/** What an explorer asks of an autoencoder of so many codes, under a uniform prior over them. */
export const codePrograms = (model: Coded, count: number): Programs => ({
  latent: { sizes: numbersOf(model.encoder.output.slice(0, -1)), over: 'code', standard: false, count },
  programs: traced(programsAt(model)),
})
