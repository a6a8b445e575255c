/** A model in a page: the programs of an explorer as functions of arrays. */

import { sizeOf } from '../compiler/graph/value.js'
import { interpreter } from '../compiler/interpreter/interpret.js'
import { quick } from '../compiler/interpreter/quick.js'
import type { NoiseDistribution } from '../random/noise.js'
import { once } from '../shapes/once.js'
import type { Blob } from './blob.js'
import type { Explorer, PackedProgram } from './model.js'
import { unpacked } from './unpacked.js'
import { foundName, givenName, inputOf, judgeProgram, nameOf, placesOf, seenProgram } from './view/levels.js'

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
  /** The latents above it, one after the other. */
  readonly above: Float32Array
  /** The value of each condition, by its place: of those that the model infers what it says, of others what is given. */
  readonly given: readonly number[]
}

/** The components of a prior that is a mixture. */
export interface Components {
  readonly centers: readonly Float32Array[]
  /** How probable each is. Range: 0 to 1. */
  readonly weights: Float32Array
}

/** Another variable that is observed. */
export interface Other {
  /** How probable each of its values is at a code. */
  readonly at: (z: ArrayLike<number>) => Float32Array
}

/** What is given of an example: x, and the values of other variables by their places; `null` of what is not. */
export interface Observed {
  readonly x: Float32Array | null
  readonly others: readonly (number | null)[]
}

/** What the model makes of what is given of an example. */
export interface Sight {
  readonly encode: () => Encoded
  /** Of a model of distributions. */
  readonly judge: ((noise: Noise) => Judged) | null
}

/** A model as functions of one row each; `null` where it has no distributions, or no such prior. */
export interface Machine {
  readonly decode: (z: ArrayLike<number>) => Float32Array
  /** The center of the next latent below, `null` of the lowest. */
  readonly next: (z: ArrayLike<number>) => Float32Array | null
  readonly draw: ((z: ArrayLike<number>, noise: Noise) => Float32Array) | null
  readonly encode: (x: ArrayLike<number>) => Encoded
  readonly density: ((z: ArrayLike<number>) => number) | null
  readonly prior: ((noise: Noise) => Float32Array) | null
  readonly judge: ((x: ArrayLike<number>, noise: Noise) => Judged) | null
  readonly components: (() => Components) | null
  /** The other variables that are observed. */
  readonly others: readonly Other[]
  /** What it makes of an example of which some is given; `null` where it has no posterior of that alone. */
  readonly see: (observed: Observed) => Sight | null
  /** The same model where values of its conditions are given, by their places, and the latents above; the first of each and zeros, if never. */
  readonly given: (chosen: ArrayLike<number>, above?: ArrayLike<number>) => Machine
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
    conditions.map((condition, at) => [
      inputOf(condition),
      Float32Array.from(condition.values, (_, place) => Number(place === (chosen[at] ?? 0))),
    ]),
  )

/** The latents above, of all of them one after the other. */
const apart = ({ above = [] }: Explorer, values: ArrayLike<number>): Results => {
  const all = Float32Array.from(values)
  return Object.fromEntries(
    placesOf(above).map(({ name, from, to }) => [givenName(name), Float32Array.from(all.subarray(from, to))]),
  )
}

/** The model of an explorer. */
export const machine = ({ header, numbers }: Blob<Explorer>): Machine => {
  const { programs, weights, above = [] } = header
  // a page that shows no draws need not unpack what makes them
  const held = once(() => Object.fromEntries(Object.entries(weights).map(([name, at]) => [name, numbers(at)])))
  const runs = Object.fromEntries(
    Object.entries(programs).map(([name, program]) => [name, once(() => runner(program, held(), numbers))]),
  )
  const none = new Float32Array(placesOf(above).at(-1)?.to ?? 0)
  const given: Machine['given'] = (chosen, upper = none) =>
    machineAt(header, runs, { ...oneHot(header, chosen), ...apart(header, upper) }, chosen, given)
  return given([])
}

type Runs = Readonly<Partial<Record<string, () => Run>>>

/** What one program gives of its own inputs, those that are given, and noise; `null` where there is no such program. */
type Running = (name: string) => ((own: Results, noise?: Noise) => Results) | null

/** What there is of a program, where there is one. */
const made = <Found>(run: ReturnType<Running>, as: (run: NonNullable<ReturnType<Running>>) => Found): Found | null =>
  run === null ? null : as(run)

const largestOf = (values: ArrayLike<number>): number => Array.from(values).indexOf(Math.max(...Array.from(values)))

const encodedOf = (header: Explorer, found: Results, chosen: ArrayLike<number>): Encoded => {
  const { above = [], conditions } = header
  const { center, deviation, kl } = found
  return {
    center: array(center),
    deviation: deviation ? array(deviation) : null,
    kl: kl ? array(kl) : null,
    above: Float32Array.from(above.flatMap((latent) => [...array(found[foundName(nameOf(latent))])])),
    given: conditions.map((condition, at) =>
      condition.inferred === undefined ? (chosen[at] ?? 0) : largestOf(array(found[foundName(condition.name)])),
    ),
  }
}

/** The inputs of what is given of an example. */
const seenIn = ({ others = [] }: Explorer, { x, others: given }: Observed): Results => ({
  ...(x === null ? {} : { x }),
  ...Object.fromEntries(
    others.flatMap(({ name, values }, at) =>
      typeof given[at] === 'number' ? [[givenName(name), values.map((_, place) => Number(place === given[at]))]] : [],
    ),
  ),
})

const machineAt = (
  header: Explorer,
  runs: Runs,
  beside: Results,
  chosen: ArrayLike<number>,
  given: Machine['given'],
): Machine => {
  const size = sizeOf(header.latent.sizes)
  const of: Running = (name) => {
    const run = runs[name]
    return run === undefined ? null : (own, noise) => run()({ ...beside, ...own }, noise)
  }
  const all = (name: string) => (own: Results) => of(name)?.(own) ?? {}
  const judging = (program: string) =>
    made(of(program), (run) => (own: Results, noise: Noise): Judged => {
      const { z, logLikelihood, kl } = run(own, noise)
      return { draws: rowsOf(array(z), size), logLikelihood: mean(array(logLikelihood)), kl: kl?.[0] ?? Number.NaN }
    })
  const located = (program: string, own: Results): Encoded => {
    const at = (places: ArrayLike<number>, said: Results) =>
      encodedOf(header, all(program)({ ...own, ...said }), places)
    const first = at(chosen, {})
    // under the classes that it says, which may be others than those that are given
    return first.given.every((place, each) => place === (chosen[each] ?? 0))
      ? first
      : at(first.given, oneHot(header, first.given))
  }
  const judge = judging('judge')
  return {
    given,
    encode: (x) => located('encode', { x }),
    judge: judge && ((x, noise) => judge({ x }, noise)),
    see: (observed) => {
      const own = seenIn(header, observed)
      const program = seenProgram(Object.keys(own))
      const cost = judging(judgeProgram(program))
      return of(program) && { encode: () => located(program, own), judge: cost && ((noise) => cost(own, noise)) }
    },
    decode: (z) => array(all('decode')({ z }).mean),
    next: (z) => {
      const { next } = all('decode')({ z })
      return next ? array(next) : null
    },
    others: (header.others ?? []).map(({ name }) => ({ at: (z) => array(all('decode')({ z })[foundName(name)]) })),
    draw: made(of('draw'), (run) => (z: ArrayLike<number>, noise: Noise) => array(run({ z }, noise).x)),
    density: made(of('density'), (run) => (z: ArrayLike<number>) => run({ z }).logProb?.[0] ?? Number.NaN),
    prior: made(of('prior'), (run) => (noise: Noise) => array(run({}, noise).z)),
    components: made(of('components'), (run) => () => {
      const found = run({})
      const centers = rowsOf(array(found.centers), size)
      return {
        centers,
        weights: found.weights ? array(found.weights) : new Float32Array(centers.length).fill(1 / centers.length),
      }
    }),
  }
}
