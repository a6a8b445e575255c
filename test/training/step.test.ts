import { describe, expect, it } from 'vitest'
import { kl } from '../../src/losses/atoms.js'
import { elbo, elboByMonteCarlo, elboWithBeta, logWeight } from '../../src/losses/estimators.js'
import { iwae } from '../../src/losses/importance.js'
import { erase } from '../../src/losses/term.js'
import { minimize } from '../../src/losses/weighting.js'
import { adam, sgd } from '../../src/optimizers/index.js'
import type { Optimizer } from '../../src/optimizers/optimizer.js'
import { child, from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import type { AnyEvaluable, AnyModel } from '../../src/training/erased.js'
import { evaluateOn, type TrainInputs, trainStep } from '../../src/training/step.js'
import { bySample } from '../support/bySample.js'
import { differencesOf } from '../support/differences.js'
import { onCpu, scoped, tensorOf, tensorsAlive, valuesOf } from '../support/engine.js'
import { distance } from '../support/near.js'
import { byHand, objectivesByHand, PARAMETERS, patterns, smallVae } from '../support/smallVae.js'

onCpu()

const SAMPLES = 3
const BATCH = 4
const KEY = from(5)

const data = patterns(BATCH)
const values = [...data.rows(Uint32Array.of(0, 1, 2, 3), KEY)]
const rows = Array.from({ length: BATCH }, (_, row) => values.slice(row * 6, (row + 1) * 6))
const x = () => tensorOf(['batch', 6], [BATCH, 6], values) as T.AnyTensor as TrainInputs['x']
const noise = bySample('normal')(child('noise')(KEY), SAMPLES, BATCH * 2)
// as `fit` erases them
const model = smallVae as unknown as AnyModel<ReturnType<typeof smallVae.init>>
const paramsOf = () => smallVae.init(from(2))
const numbersOf = (tree: unknown) => T.Tree.leaves(tree).flatMap(({ value }) => [...valuesOf(value)])

const OBJECTIVES: readonly (readonly [string, AnyEvaluable, (terms: ReturnType<typeof byHand>) => number])[] = [
  ['elbo', erase(elbo), objectivesByHand.elbo],
  ['elbo with β = 4', erase(elboWithBeta(4)), objectivesByHand.elboWithBeta(4)],
  ['elbo by Monte Carlo', erase(elboByMonteCarlo), objectivesByHand.elboByMonteCarlo],
  ['iwae', erase(iwae(logWeight)), objectivesByHand.iwae],
]

const player = (objective: AnyEvaluable, optimizer: Optimizer) => ({ name: 'fit', objective, optimizer, moves: null })

const wantedAt = (objective: (typeof OBJECTIVES)[number][2]) => (parameters: readonly number[]) =>
  objective(byHand(parameters, rows, noise, SAMPLES))

describe.each(OBJECTIVES)('%s', (_, objective, reference) => {
  it('is what it is by hand in float64', () => {
    scoped(() => {
      const params = paramsOf()
      const found = evaluateOn(model, objective, SAMPLES)(params, x(), KEY).metrics
      expect(numbersOf(params).length).toBe(PARAMETERS)
      expect(valuesOf(found.objective)[0]).toBeCloseTo(wantedAt(reference)(numbersOf(params)), 5)
    })
  })

  it('has the gradient of finite differences in float64, all of the way to the first weights', () => {
    scoped(() => {
      const params = paramsOf()
      const gradient = T.valueAndGradient((at: typeof params) => [
        evaluateOn(model, objective, SAMPLES)(at, x(), KEY).metrics.objective,
        null,
      ])(params).gradient
      const wanted = differencesOf(wantedAt(reference), numbersOf(params))
      expect(distance(numbersOf(gradient), wanted)).toBeLessThan(2e-5)
      expect(wanted.filter((each) => Math.abs(each) > 1e-4).length).toBeGreaterThan(PARAMETERS / 2)
    })
  })

  it('is increased by a step, which moves each parameter along its gradient', () => {
    scoped(() => {
      const params = paramsOf()
      const rate = 0.01
      const optimizer = sgd({ learningRate: rate })
      const inputs = { x: x(), players: [{ scalars: optimizer.scalars(1).map((each) => T.scalar(each)), weights: [] }] }
      const state = { params, optimizers: [optimizer.init(params)] }
      const next = trainStep(model, [player(objective, optimizer)], { samples: SAMPLES })(state, inputs, KEY)
      const before = numbersOf(params)
      const wanted = differencesOf(wantedAt(reference), before).map((slope, at) => (before[at] ?? 0) + rate * slope)
      expect(distance(numbersOf(next.state.params), wanted)).toBeLessThan(1e-6)
      expect(valuesOf(next.metrics.objective)[0]).toBeCloseTo(wantedAt(reference)(before), 5)
      expect(wantedAt(reference)(numbersOf(next.state.params))).toBeGreaterThan(wantedAt(reference)(before))
      // the state that went in is as it was
      expect(numbersOf(params)).toEqual(before)
    })
  })
})

describe('evaluateOn', () => {
  it('reports the parts, unweighted', () => {
    scoped(() => {
      const params = paramsOf()
      const terms = byHand(numbersOf(params), rows, noise, SAMPLES)
      const metrics = evaluateOn(model, erase(elboWithBeta(4)), SAMPLES)(params, x(), KEY).metrics
      const [first, second] = metrics.parts.map((part) => valuesOf(part)[0] ?? Number.NaN)
      expect(second).toBeCloseTo(terms.kl.reduce((sum, each) => sum + each, 0) / BATCH, 5)
      expect((first ?? 0) - 4 * (second ?? 0)).toBeCloseTo(valuesOf(metrics.objective)[0] ?? Number.NaN, 5)
    })
  })
})

describe('trainStep', () => {
  it('keeps what the optimizer remembers, and leaves no tensor behind', () => {
    const before = tensorsAlive()
    scoped(() => {
      const params = paramsOf()
      const optimizer = adam()
      const inputs = { x: x(), players: [{ scalars: optimizer.scalars(1).map((each) => T.scalar(each)), weights: [] }] }
      const next = trainStep(model, [player(erase(elbo), optimizer)], { samples: SAMPLES })(
        { params, optimizers: [optimizer.init(params)] },
        inputs,
        KEY,
      )
      const gradient = differencesOf(wantedAt(objectivesByHand.elbo), numbersOf(params))
      // of the negative objective
      expect(
        distance(
          numbersOf(next.state.optimizers[0]?.[0]),
          gradient.map((each) => -each),
        ),
      ).toBeLessThan(2e-5)
      expect(
        distance(
          numbersOf(next.state.optimizers[0]?.[1]),
          gradient.map((each) => each * each),
        ),
      ).toBeLessThan(5e-5)
    })
    expect(tensorsAlive()).toBe(before)
  })

  it('does not move what the objective does not ask for', () => {
    scoped(() => {
      const params = paramsOf()
      const optimizer = sgd({ learningRate: 0.1 })
      const inputs = { x: x(), players: [{ scalars: optimizer.scalars(1).map((each) => T.scalar(each)), weights: [] }] }
      const next = trainStep(model, [player(erase(minimize(kl)), optimizer)], { samples: SAMPLES })(
        { params, optimizers: [[]] },
        inputs,
        KEY,
      )
      expect(numbersOf(next.state.params.decoder)).toEqual(numbersOf(params.decoder))
      expect(numbersOf(next.state.params.encoder)).not.toEqual(numbersOf(params.encoder))
    })
  })
})
