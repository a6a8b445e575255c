import { describe, expect, it } from 'vitest'
import { draws, logDensity, refuseOthers } from '../../src/distributions/mixture.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { expectNothingKept, hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { logSumExp, normalLogProb } from '../support/reference.js'
import { runsCompiled } from './compiled.js'
import { MIXTURE_LOG_VARIANCE, MIXTURE_LOGITS, MIXTURE_MEAN, matrix, X } from './matrices.js'
import { expectFinite } from './samples.js'

type Logits = T.Tensor<readonly ['batch', 'components']>
type Each = T.Tensor<readonly ['batch', 'components', 3]>
const inputs = [
  matrix(X),
  hostOf(['batch', 'components'], [2, 2], MIXTURE_LOGITS),
  hostOf(['batch', 'components', 3], [2, 2, 3], MIXTURE_MEAN),
  hostOf(['batch', 'components', 3], [2, 2, 3], MIXTURE_LOG_VARIANCE),
] as const
const density = (logits: Logits, mean: Each, logVariance: Each) =>
  logDensity<readonly ['batch'], readonly [3]>({ logits, mean, logVariance }, [3])
const list = (values: readonly number[] | undefined) => values as readonly number[]

onEach(() => {
  conforms('logDensity', {
    inputs,
    operation: (x, logits, mean: Each, logVariance: Each) => density(logits, mean, logVariance)<readonly []>(x),
    gives: [['batch'], [2]],
    reference: (x, logits, mean, logVariance) =>
      [0, 1].map((row) => {
        const own = list(logits).slice(2 * row, 2 * row + 2)
        return logSumExp(
          own.map((logit, k) =>
            [0, 1, 2].reduce(
              (sum, at) =>
                sum +
                normalLogProb(
                  list(x)[3 * row + at] as number,
                  list(mean)[6 * row + 3 * k + at] as number,
                  list(logVariance)[6 * row + 3 * k + at] as number,
                ),
              logit - logSumExp(own),
            ),
          ),
        )
      }),
    tolerance: { absolute: 5e-6, relative: 5e-6 },
    gradientTolerance: { absolute: 1e-4, relative: 1e-4 },
  })

  it('is finite with its gradient at logits of ±10000, at the bounds of a head and a million away', () =>
    scoped(() => {
      const far = {
        logits: tensorOf(['batch', 'components'], [2, 2], [1e4, -1e4, 0, 1e4]),
        mean: tensorOf(['batch', 'components', 3], [2, 2, 3], [1e6, -1e6, 0, 0, 1e6, 1, 1e6, 1e6, 1e6, -1e6, 0, 0]),
        logVariance: tensorOf(
          ['batch', 'components', 3],
          [2, 2, 3],
          [-10, 10, -10, 10, -10, 10, 0, 10, -10, 10, -10, -10],
        ),
      }
      const { gradient, rest } = T.valueAndGradient(({ logits, mean, logVariance }: typeof far) => {
        const nats = density(logits, mean, logVariance)<readonly []>(tensorOf(['batch', 3], [2, 3], X))
        return [T.sum(0)(nats), nats]
      })(far)
      expectFinite(valuesOf(rest), valuesOf(gradient.logits), valuesOf(gradient.mean), valuesOf(gradient.logVariance))
    }))
})

describe('draws', () => {
  onCpu()

  it('carry no gradient, and leave no tensor', () => {
    const own = {
      logits: tensorOf(['batch', 'components'], [2, 2], MIXTURE_LOGITS),
      mean: tensorOf(['batch', 'components', 3], [2, 2, 3], MIXTURE_MEAN),
      logVariance: tensorOf(['batch', 'components', 3], [2, 2, 3], MIXTURE_LOG_VARIANCE),
    }
    const drawn = (given: typeof own) =>
      draws<readonly ['batch'], readonly [3]>(from(1), given)<readonly ['samples']>({ shape: ['samples'], sizes: [2] })
    scoped(() => {
      const { gradient } = T.valueAndGradient((given: typeof own) => [T.sum(0, 1, 2)(drawn(given)), null])(own)
      expect([...valuesOf(gradient.mean), ...valuesOf(gradient.logits)].filter((each) => each !== 0)).toEqual([])
    })
    expectNothingKept(() => drawn(own))
  })

  runsCompiled('densities and draws', inputs, (key, x, logits, mean: Each, logVariance: Each) => [
    density(logits, mean, logVariance)<readonly []>(x),
    draws<readonly ['batch'], readonly [3]>(key, { logits, mean, logVariance })<readonly ['samples']>({
      shape: ['samples'],
      sizes: [3],
    }),
  ])
})

describe('refuseOthers', () => {
  onCpu()

  const logits = () => tensorOf(['batch', 'components'], [2, 3], [1, 2, 3, 4, 5, 6])
  const parts = (row: string, event: number) =>
    tensorOf([row, 'components', event], [2, 3, event], Array(6 * event).fill(0))

  it('takes the parts of one mixture', () =>
    scoped(() => refuseOthers('make', logits(), parts('batch', 2), parts('batch', 2))))

  it('refuses others, in words', () =>
    scoped(() => {
      expect(() => refuseOthers('make', logits(), parts('batch', 2), parts('batch', 1))).toThrow(
        new ShapeError(
          'make: takes two tensors of one shape but is given [batch, components, 2] and [batch, components, 1]',
        ),
      )
      expect(() => refuseOthers('make', logits(), parts('rows', 2), parts('rows', 2))).toThrow(
        new ShapeError('make: the logits are [batch, components] but the means are [rows, components, 2]'),
      )
      const fewer = tensorOf(['batch', 'components'], [2, 2], [1, 2, 3, 4])
      expect(() => refuseOthers('make', fewer, parts('batch', 2), parts('batch', 2))).toThrow(
        new ShapeError('make: components is 3 in [batch, components, 2] and 2 in [batch, components]'),
      )
    }))
})
