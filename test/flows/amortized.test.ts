import { describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import { seeingFlow } from '../../src/flows/amortized.js'
import * as Flow from '../../src/flows/index.js'
import * as Layer from '../../src/layers/index.js'
import * as Elbo from '../../src/losses/index.js'
import * as Vae from '../../src/models/vae/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { hostOf, onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { type AnyFlow, holdsItsLaws, integralOf, moved, someParameters, someRows } from './held.js'

onCpu()

const size = (of: number) => ({ dim: of, size: of })
const flowOver = (axis: number, hidden: readonly number[], steps: number) =>
  seeingFlow(size(axis), hidden.map(size), size(3), steps) as unknown as AnyFlow

/** Parameters without a pattern, and one vector that all rows see. */
const seeing = (flow: AnyFlow, vector: readonly number[], scale = 0.7) => ({
  steps: someParameters(flow, scale),
  seen: hostOf(['batch', 3], [1, 3], vector),
})

// -----------------------------------------------------------------------------
// the flow
// -----------------------------------------------------------------------------

const one = flowOver(4, [7], 1)
const three = flowOver(4, [7, 5], 3)
holdsItsLaws('one flow that sees a vector', one, { parameters: seeing(one, [0.5, -1, 2]), rows: someRows(one) })
holdsItsLaws('three of them', three, { parameters: seeing(three, [0.5, -1, 2]), rows: someRows(three) })

describe('flows that see a vector', () => {
  it('have a density that integrates to 1', () => {
    const flow = flowOver(2, [4], 2)
    expect(integralOf(flow, 'inverse', seeing(flow, [1, -0.5, 0.3], 0.3), 9, 0.2)).toBeCloseTo(1, 3)
  })

  it('move a row by the vector of its own, and a sample of it too', () => {
    const vectors = [
      [0.5, -1, 2],
      [-3, 0.1, 1],
    ]
    const steps = someParameters(three, 0.7)
    const rows = someRows(three, 4)
    // rows of two samples of two examples: the samples of an example are every second row
    const both = moved(three, 'forward', { steps, seen: hostOf(['batch', 3], [2, 3], vectors.flat()) }, rows)
    for (const [at, vector] of vectors.entries()) {
      const alone = moved(three, 'forward', { steps, seen: hostOf(['batch', 3], [1, 3], vector) }, rows)
      for (const row of [at, at + 2]) {
        expect(both.y[row]).toEqual(alone.y[row])
        expect(both.logDeterminant[row]).toBe(alone.logDeterminant[row])
      }
      expect(both.y[1 - at]).not.toEqual(alone.y[1 - at])
    }
  })

  it('one of them is by hand', () => {
    const flow = flowOver(2, [1], 1)
    // one hidden unit, which sees the first number and the vector
    const own = {
      hidden: [{ weight: hostOf([2, 1], [2, 1], [0.5, 9]), bias: hostOf([1], [1], [0.1]) }],
      seen: { weight: hostOf([3, 1], [3, 1], [1, -1, 0.5]) },
      shift: { weight: hostOf([1, 2], [1, 2], [9, 2]), bias: hostOf([2], [2], [0, 1]) },
      rawScale: { weight: hostOf([1, 2], [1, 2], [9, -1]), bias: hostOf([2], [2], [0, 0.5]) },
    }
    const parameters = { steps: [own], seen: hostOf(['batch', 3], [1, 3], [0.2, 0.4, -0.6]) }
    const { y, logDeterminant } = moved(flow, 'forward', parameters, [[3, 4]])
    const unit = Math.tanh(3 * 0.5 + 0.1 + 0.2 - 0.4 - 0.3)
    const gate = (raw: number) => 1 / (1 + Math.exp(-(10 * Math.tanh(raw / 10) + 2)))
    const [first, second] = [gate(0), gate(0.5 - unit)]
    expect(y[0]?.[0]).toBeCloseTo(3 * first, 6)
    expect(y[0]?.[1]).toBeCloseTo(4 * second + (1 - second) * (1 + 2 * unit), 6)
    expect(logDeterminant[0]).toBeCloseTo(Math.log(first) + Math.log(second), 6)
  })
})

// -----------------------------------------------------------------------------
// in a model
// -----------------------------------------------------------------------------

const trunk = Layer.sequence(Layer.dense(4, 5), Layer.tanh)
const base = Layer.sequence(Layer.normalHead(5, 2))
const model = Vae.make({
  encoder: Flow.amortized(trunk, base, { hidden: [6], steps: 2 }),
  decoder: Layer.sequence(Layer.dense(2, 5), Layer.tanh, Layer.bernoulliHead(4)),
  prior: DiagonalNormal.standard(2),
})
const observed = () => ({
  x: tensorOf(['batch', 4], [3, 4], [0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1]),
  key: from(5),
  samples: 3,
})

describe('an amortized posterior', () => {
  it('gives samples with the density that its inverse finds', () =>
    scoped(() => {
      const params = model.init(from(2))
      const { posterior, z } = model.supply(params)(observed())
      const supplied = model.supply(params)(observed()) as unknown as { readonly logPosterior: T.AnyTensor }
      const found = valuesOf(model.posterior.logProbAt(posterior)(z))
      expectNear(found, valuesOf(supplied.logPosterior), { absolute: 1e-4, relative: 1e-4 })
    }))

  it('is trained by every part of it, by the estimators of flows with an inverse', () =>
    scoped(() => {
      const params = model.init(from(2))
      for (const term of [Elbo.elboByMonteCarlo, Elbo.iwae(Elbo.logWeight), Elbo.stickingTheLanding]) {
        const { gradient } = T.valueAndGradient((at: typeof params) => {
          const { surrogate } = term.evaluate(model.supply(at)(observed()) as never) as {
            readonly surrogate: T.Tensor<readonly ['batch']>
          }
          return [T.meanOfAll(surrogate), null] as const
        })(params)
        const [{ trunk: ofTrunk, base: ofBase, flow }] = gradient.encoder
        const parts = [ofTrunk[0].weight, ofBase[0].mean.weight, ...flow.map((each) => each.seen.weight)]
        expect(parts).toHaveLength(4)
        for (const each of parts) expect(valuesOf(each).some((number) => Math.abs(number) > 1e-6)).toBe(true)
      }
    }))

  it('says its layers', () => {
    expect(Vae.describe(model)[0]).toContain('amortized iaf')
  })

  const amortized = Flow.amortized as unknown as (trunk: unknown, base: unknown, options: unknown) => unknown
  const options = { hidden: [6] }

  it.each([
    [Layer.tanh, base, options, 'the trunk is not a network of one event'],
    [base, base, options, 'the trunk gives a DiagonalNormal but must give a Tensor'],
    [
      Layer.sequence(Layer.dense(4, 6), Layer.reshape([2, 3])),
      base,
      options,
      'the trunk must give a vector but gives [2, 3]',
    ],
    [Layer.sequence(Layer.dense(4, 5), Layer.dropout(0.5)), base, options, 'the trunk is not a network of one event'],
    [trunk, Layer.normalHead(2), options, 'the base is not a network of one event'],
    [trunk, Layer.sequence(Layer.normalHead(6, 2)), options, 'the trunk gives [5] but the base takes [6]'],
    [
      trunk,
      Layer.sequence(Layer.bernoulliHead(5, 2)),
      options,
      'the base gives a Bernoulli but must give real numbers that a gradient goes through, as a DiagonalNormal',
    ],
    [trunk, base, { hidden: [] }, 'hidden must have a layer, which sees the hidden vector'],
    [trunk, base, { hidden: [6], steps: 0 }, 'the number of steps must be a positive whole number, not 0'],
    [trunk, base, { hidden: [0] }, 'hidden: a dimension must be a positive whole number, not 0'],
  ])('refuses %#', (first, second, given, message) => {
    expect(() => amortized(first, second, given)).toThrow(new ShapeError(`Flow.amortized: ${message}`))
  })
})
