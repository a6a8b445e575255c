/** Counts that vary by more than Poisson ones, numbers of wide tails, and points of a sphere and of a ball, as programs. */

import {
  DiscretizedLogistic,
  NegativeBinomial,
  PowerSpherical,
  StudentT,
  UniformSphere,
  WrappedNormal,
  ZeroInflatedNegativeBinomial,
} from '../../src/distributions/index.js'
import type { Key } from '../../src/random/key.js'
import { named } from '../../src/shapes/named.js'
import { asComponents } from '../../src/tensors/components.js'
import * as T from '../../src/tensors/index.js'
import { type Case, counts, type Given, of, type Sizes, some } from './case.js'

type X = T.Tensor<readonly ['batch', 'n']>
type Rows = readonly ['n']
type Parameters = readonly [X, X, X]
type Each = T.Tensor<readonly ['batch', 'components', 'n']>

/** What a distribution of this room does, with its types erased. */
interface AnyDistribution {
  readonly family: {
    readonly kind: string
    readonly logProb: (q: never) => (x: never) => unknown
    readonly mean: ((q: never) => unknown) | null
  }
  readonly flattenEvent: (name: 'event') => (q: never) => object
  readonly logProb: (q: never) => (x: never) => unknown
}

/** Its cases. */
interface Made {
  readonly own: AnyDistribution
  readonly make: (...parameters: Parameters) => object
  readonly inputs: Given<Parameters>['inputs']
  readonly row: T.HostTensor<readonly ['batch', 'n']>
  readonly many: T.HostTensor<readonly ['samples', 'batch', 'n']>
  /** Functions of it alone, by name; the mode has no gradient. */
  readonly more: Readonly<Record<string, (q: never) => unknown>>
  readonly draws: Readonly<Record<string, (key: Key, samples: 'samples', count: number) => (q: never) => unknown>>
  readonly pathwise?: boolean
}

/** Vectors of length 1 along the last axis. */
const directions = <Shape extends readonly unknown[]>(given: T.HostTensor<Shape>): T.HostTensor<Shape> => {
  const width = given.sizes.at(-1) as number
  const lengthAt = (at: number) => {
    const from = at - (at % width)
    return Math.hypot(...given.values.subarray(from, from + width))
  }
  return { ...given, values: given.values.map((x, at) => x / lengthAt(at)) }
}

/** Vectors of a length below 1 along the last axis, from numbers of which none is far from 0. */
const inBall = <Shape extends readonly unknown[]>(given: T.HostTensor<Shape>): T.HostTensor<Shape> => ({
  ...given,
  values: given.values.map((x) => Math.tanh(x) / (1 + (given.sizes.at(-1) as number))),
})

const tensors = (value: object) => T.Tree.leaves(value).map(({ value: each }) => each)

const casesOf = (
  sizes: Sizes,
  { own, make, inputs, row, many, more, draws, pathwise = false }: Made,
): readonly Case[] => {
  const { kind } = own.family
  const at = (parameters: Parameters) => make(...parameters) as never
  return [
    of<Parameters>(`${kind}.make`, { inputs }, (given) => tensors(at(given))),
    of<Parameters>(`${kind}.flattenEvent`, { inputs }, (given) => tensors(own.flattenEvent('event')(at(given)))),
    // the data are constants: a count has no neighbors
    of<Parameters>(`${kind}.logProb`, { inputs }, (given) => own.logProb(at(given))(T.fromHost(many) as never)),
    of<Parameters>(`${kind}.family`, { inputs }, (given) => [
      own.family.logProb(at(given))(T.fromHost(row) as never),
      ...(own.family.mean === null ? [] : [own.family.mean(at(given))]),
    ]),
    ...Object.entries(more).map(([name, run]) =>
      of<Parameters>(`${kind}.${name}`, { inputs, differentiable: name !== 'mode' }, (given) => run(at(given))),
    ),
    ...Object.entries(draws).map(([name, draw]) =>
      of<Parameters>(`${kind}.${name}`, { inputs, differentiable: pathwise }, (given, key) =>
        draw(key, 'samples', sizes.samples)(at(given)),
      ),
    ),
  ]
}

export const likelihoodCases = (sizes: Sizes): readonly Case[] => {
  const given = some(sizes)
  const many = given(['samples', 'batch', 'n'], 134)
  const row = given(['batch', 'n'], 135)
  const inputs = [given(['batch', 'n'], 131), given(['batch', 'n'], 132), given(['batch', 'n'], 133)] as const
  const ofCounts = { inputs, row: counts(row), many: counts(many) }
  // a direction of one number is none
  const onSpheres: readonly Case[] =
    sizes.n === 1
      ? []
      : [
          ...casesOf(sizes, {
            own: PowerSpherical,
            inputs,
            row: directions(row),
            many: directions(many),
            make: (direction, logConcentration) =>
              PowerSpherical.make<'batch', Rows>(direction, T.mean('n')(logConcentration)),
            more: { entropy: PowerSpherical.entropy, meanDirection: PowerSpherical.meanDirection },
            draws: { sample: PowerSpherical.sample, sampleWithLogProb: PowerSpherical.sampleWithLogProb },
          }),
          ...[UniformSphere, { ...PowerSpherical, sample: UniformSphere.sample }].map(({ uniform, sample }, which) =>
            of<null>(
              which === 0 ? 'UniformSphere.uniform' : 'PowerSpherical.uniform',
              { inputs: null, differentiable: false },
              (_, key) => sample(key, 'batch', sizes.batch)(uniform(named('n', sizes.n))),
            ),
          ),
        ]
  return [
    ...casesOf(sizes, {
      ...ofCounts,
      own: NegativeBinomial,
      make: (logMean, logConcentration) => NegativeBinomial.make<'batch', Rows>(logMean, logConcentration),
      more: { mean: NegativeBinomial.mean, variance: NegativeBinomial.variance, mode: NegativeBinomial.mode },
      draws: { draw: NegativeBinomial.draw },
    }),
    ...casesOf(sizes, {
      ...ofCounts,
      own: ZeroInflatedNegativeBinomial,
      make: (...parameters) => ZeroInflatedNegativeBinomial.make<'batch', Rows>(...parameters),
      more: { mean: ZeroInflatedNegativeBinomial.mean, mode: ZeroInflatedNegativeBinomial.mode },
      draws: { draw: ZeroInflatedNegativeBinomial.draw },
    }),
    ...casesOf(sizes, {
      ...ofCounts,
      own: DiscretizedLogistic,
      make: (...parameters) => {
        const [logits, mean, logScale] = parameters.map((each) =>
          asComponents<'batch', Rows>([each, T.mulScalar(-2)(each)]),
        ) as [Each, Each, Each]
        return DiscretizedLogistic.make<'batch', Rows>(logits, mean, logScale)
      },
      more: { mean: DiscretizedLogistic.mean },
      draws: { draw: DiscretizedLogistic.draw },
    }),
    ...onSpheres,
    ...casesOf(sizes, {
      own: WrappedNormal,
      inputs,
      row: inBall(row),
      many: inBall(many),
      make: (location, logVariance) => WrappedNormal.make<'batch', Rows>(location, logVariance, T.scalar(0.5)),
      more: {
        center: WrappedNormal.center,
        logProbOfVector: (q) => WrappedNormal.logProbOfVector(q)<readonly ['samples']>(T.fromHost(many) as never),
      },
      draws: {
        sample: WrappedNormal.sample,
        sampleVectors: WrappedNormal.sampleVectors,
        sampleWithLogProb: WrappedNormal.sampleWithLogProb,
      },
      pathwise: true,
    }),
    ...casesOf(sizes, {
      own: StudentT,
      inputs,
      row,
      many,
      make: (location, logScale) => StudentT.make<'batch', Rows>(location, logScale, T.scalar(4)),
      more: { mean: StudentT.mean },
      draws: { sample: StudentT.sample },
      pathwise: true,
    }),
  ]
}
