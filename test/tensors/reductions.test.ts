import { describe, expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { REDUCE } from '../shapes/cases.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { groups, logSumExp, sum } from '../support/reference.js'

const SIZES = [3, 2, 4]
const cube = hostOf(
  ['samples', 'batch', 4],
  SIZES,
  Array.from({ length: 24 }, (_, index) => Math.sin(3 + 2.1 * index) * 3),
)

const mean = (values: readonly number[]) => sum(values) / values.length

const OPERATIONS = [
  ['sum', T.sum, sum],
  ['mean', T.mean, mean],
  ['min', T.min, (values: readonly number[]) => Math.min(...values)],
  ['max', T.max, (values: readonly number[]) => Math.max(...values)],
  ['logSumExp', T.logSumExp, logSumExp],
] as const

onEach(() => {
  for (const [name, operation, f] of OPERATIONS) {
    const over = (axes: readonly number[]) => (x: readonly number[] | undefined) =>
      groups(SIZES, axes)(x as readonly number[]).map(f)
    conforms(`${name} over a place`, {
      inputs: [cube],
      operation: (x) => operation(1)(x),
      gives: [
        ['samples', 4],
        [3, 4],
      ],
      reference: over([1]),
    })
    conforms(`${name} over a name`, {
      inputs: [cube],
      operation: (x) => operation('samples')(x),
      gives: [
        ['batch', 4],
        [2, 4],
      ],
      reference: over([0]),
    })
    conforms(`${name} over a name and the last place, in either order`, {
      inputs: [cube],
      operation: (x) => operation(-1, 'samples')(x),
      gives: [['batch'], [2]],
      reference: over([0, 2]),
    })
    conforms(`${name} over all`, {
      inputs: [cube],
      operation: (x) => operation(0, 1, 2)(x),
      gives: [[], []],
      reference: over([0, 1, 2]),
    })
    conforms(`${name} over nothing`, {
      inputs: [cube],
      operation: (x) => operation()(x),
      gives: [cube.shape, SIZES],
      reference: over([]),
    })
  }

  conforms('meanOfAll', {
    inputs: [cube],
    operation: (x) => T.meanOfAll(x),
    gives: [[], []],
    reference: (x) => [mean(x as readonly number[])],
  })

  for (const [name, operation, f] of [
    ['meanOver', T.meanOver, mean],
    ['sumOver', T.sumOver, sum],
    ['logMeanExpOver', T.logMeanExpOver, (values: readonly number[]) => logSumExp(values) - Math.log(values.length)],
  ] as const)
    for (const [axis, place, shape, sizes] of [
      ['samples', 0, ['batch', 4], [2, 4]],
      ['batch', 1, ['samples', 4], [3, 4]],
    ] as const)
      conforms(`${name} ${axis}`, {
        inputs: [cube],
        operation: (x) => operation(axis)(x),
        gives: [shape, sizes],
        reference: (x) => groups(SIZES, [place])(x as readonly number[]).map(f),
      })

  it('logSumExp and logMeanExpOver overflow nowhere', () =>
    scoped(() => {
      const x = tensorOf(['samples'], [2], [1e4, 1e4])
      expectNear(valuesOf(T.logSumExp('samples')(x)), [1e4 + Math.LN2])
      expectNear(valuesOf(T.logMeanExpOver('samples')(x)), [1e4])
      const low = tensorOf(['samples'], [2], [-1e4, -2e4])
      expectNear(valuesOf(T.logSumExp('samples')(low)), [-1e4])
    }))

  it('the gradient of logSumExp adds up to 1, also where numbers are equal', () =>
    scoped(() => {
      const { gradient } = T.valueAndGradient((x: T.Tensor<readonly [4]>) => [T.logSumExp(0)(x), null])(
        tensorOf([4], [4], [2, 2, 2, -1e4]),
      )
      expectNear(valuesOf(gradient), [1 / 3, 1 / 3, 1 / 3, 0])
    }))
})

describe('at run time', () => {
  onCpu()

  it.each(REDUCE)('$left over $right is $gives', ({ left, right, gives }) =>
    scoped(() => {
      const sizes: Record<string, number> = { batch: 2, samples: 5 }
      const x = T.zeros(
        left as readonly (string | number)[],
        left.map((dim) => (typeof dim === 'number' ? dim : (sizes[dim] ?? 10))),
      )
      for (const [, operation] of OPERATIONS) {
        const run = () => operation(...right)(x as never) as T.AnyTensor
        if (typeof gives === 'string') expect(run).toThrow(new ShapeError(gives))
        else expect(run().shape).toEqual(gives)
      }
    }),
  )

  it('the reductions of terms refuse an axis that is not there', () =>
    scoped(() => {
      const x = tensorOf(['samples', 'batch'], [1, 2], [1, 2])
      for (const operation of [T.meanOver, T.sumOver, T.logMeanExpOver])
        expect(() => operation('latent')(x)).toThrow(new ShapeError('reduce: [samples, batch] has no axis latent'))
    }))
})
