/** A model in a page: the programs of an explorer as functions of arrays. */

import { sizeOf } from '../compiler/graph/value.js'
import { interpreter } from '../compiler/interpreter/interpret.js'
import { quick } from '../compiler/interpreter/quick.js'
import type { NoiseDistribution } from '../random/noise.js'
import { once } from '../shapes/once.js'
import type { Blob } from './blob.js'
import type { Explorer, PackedProgram, ProgramName } from './model.js'
import { unpacked } from './unpacked.js'

/** Numbers of a distribution, as many as are asked for. */
export type Noise = (distribution: NoiseDistribution, count: number) => Float32Array

type Results = Readonly<Record<string, ArrayLike<number>>>

/** What an example costs. Units: nats. */
export interface Judged {
  /** Draws from q(z|x), one after the other. */
  readonly draws: readonly Float32Array[]
  readonly logLikelihood: number
  readonly kl: number
}

/** Where an example lies. */
export interface Encoded {
  readonly center: Float32Array
  /** Of a normal posterior. */
  readonly deviation: Float32Array | null
  readonly kl: Float32Array | null
}

/** A model as functions of one row each. */
export interface Machine {
  readonly decode: (z: ArrayLike<number>) => Float32Array
  readonly draw: (z: ArrayLike<number>, noise: Noise) => Float32Array
  readonly encode: (x: ArrayLike<number>) => Encoded
  readonly density: (z: ArrayLike<number>) => number
  readonly prior: (noise: Noise) => Float32Array
  readonly judge: (x: ArrayLike<number>, noise: Noise) => Judged
  /** The same model where values of its conditions are given, by their places; the first of each, if never. */
  readonly given: (chosen: ArrayLike<number>) => Machine
}

type Run = (inputs: Results, noise?: Noise) => Results

const runner = (program: PackedProgram, held: Results, numbers: Blob<Explorer>['numbers']): Run => {
  const run = interpreter(unpacked(program, numbers), { by: quick, held })
  return (inputs, noise) =>
    run({
      ...inputs,
      ...Object.fromEntries(
        program.noise.map(({ name, distribution, count }) => [name, noise?.(distribution, count) ?? []]),
      ),
    })
}

const array = (values: ArrayLike<number> | undefined): Float32Array => Float32Array.from(values ?? [])

const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** The rows of numbers, of as many columns. */
export const rowsOf = (values: Float32Array, columns: number): readonly Float32Array[] =>
  Array.from({ length: values.length / columns }, (_, row) => values.subarray(row * columns, (row + 1) * columns))

/** A value of each condition, one-hot. */
const oneHot = ({ conditions }: Explorer, chosen: ArrayLike<number>): Results =>
  Object.fromEntries(
    conditions.map(({ name, values }, at) => [
      name,
      Float32Array.from(values, (_, place) => Number(place === (chosen[at] ?? 0))),
    ]),
  )

/** The model of an explorer. */
export const machine = ({ header, numbers }: Blob<Explorer>): Machine => {
  const { programs, weights, latent } = header
  // a page that shows no draws need not unpack what makes them
  const held = once(() => Object.fromEntries(Object.entries(weights).map(([name, at]) => [name, numbers(at)])))
  const of = (name: ProgramName) => once(() => runner(programs[name] as PackedProgram, held(), numbers))
  const runs = {
    ...{ encode: of('encode'), decode: of('decode'), draw: of('draw') },
    ...{ density: of('density'), prior: of('prior'), judge: of('judge') },
  }
  const given = (chosen: ArrayLike<number>): Machine =>
    machineAt(runs, sizeOf(latent.sizes), oneHot(header, chosen), given)
  return given([])
}

const machineAt = (
  runs: Readonly<Record<ProgramName, () => Run>>,
  size: number,
  beside: Results,
  given: Machine['given'],
): Machine => {
  const run = (name: ProgramName, own: Results, noise?: Noise): Results => runs[name]()({ ...own, ...beside }, noise)
  return {
    given,
    decode: (z) => array(run('decode', { z }).mean),
    draw: (z, noise) => array(run('draw', { z }, noise).x),
    encode: (x) => {
      const { center, deviation, kl } = run('encode', { x })
      return { center: array(center), deviation: deviation ? array(deviation) : null, kl: kl ? array(kl) : null }
    },
    density: (z) => run('density', { z }).logProb?.[0] ?? Number.NaN,
    prior: (noise) => array(run('prior', {}, noise).z),
    judge: (x, noise) => {
      const { z, logLikelihood, kl } = run('judge', { x }, noise)
      return {
        draws: rowsOf(array(z), size),
        logLikelihood: mean(array(logLikelihood)),
        kl: kl?.[0] ?? Number.NaN,
      }
    },
  }
}
