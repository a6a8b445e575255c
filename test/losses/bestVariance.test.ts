import { expect, it } from 'vitest'
import type * as Engine from '../../src/engines/index.js'
import { bestVarianceLikelihood as term } from '../../src/losses/bestVariance.js'
import { describe as described } from '../../src/losses/term.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { differencesOf } from '../support/differences.js'
import { everyEngine, hostOf, onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { distance, expectNear, GRADIENT } from '../support/near.js'
import { run } from '../support/outcome.js'

onCpu()

type Examples = T.Tensor<readonly ['samples', 'batch', 'features']>

const X = [0.3, -0.8, 1.4, 0.2, 0.9, -0.1]
/** Two samples of two examples of three numbers. */
const MADE = [0.1, -0.6, 1.9, 0.4, 0.2, 0.3, 0.5, -1, 1.1, -0.2, 0.9, 0]

const errors = (made: readonly number[]) =>
  [0, 1, 2, 3].map((row) =>
    [0, 1, 2].reduce((sum, at) => sum + ((X[(3 * row + at) % 6] as number) - (made[3 * row + at] as number)) ** 2, 0),
  )
const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length
const under = (variance: number, made: readonly number[]) =>
  errors(made).map((error) => -0.5 * (3 * Math.log(2 * Math.PI * variance) + error / variance))
const best = (made: readonly number[]) => mean(errors(made)) / 3

const supplied = (made: Examples) => ({
  x: tensorOf(['batch', 'features'], [2, 3], X),
  z: tensorOf(['samples', 'batch', 'latent'], [2, 2, 1], [0, 0, 0, 0]),
  meanAt: () => made,
})
const examples = (made: readonly number[]) => tensorOf(['samples', 'batch', 'features'], [2, 2, 3], made)

it('is the normal log-density of the mean squared error, by hand', () =>
  scoped(() => {
    const values = valuesOf(term.evaluate(supplied(examples(MADE))).value)
    expectNear(values, under(best(MADE), MADE))
    expect(mean(values)).toBeCloseTo(-1.5 * (Math.log(2 * Math.PI * best(MADE)) + 1), 5)
  }))

it('is more than of any other variance', () =>
  scoped(() => {
    const own = mean(valuesOf(term.evaluate(supplied(examples(MADE))).value))
    for (const by of [0.5, 0.9, 1.1, 2]) expect(own).toBeGreaterThan(mean(under(by * best(MADE), MADE)))
  }))

it('has the gradient of its definition, whose variance moves with what is decoded', () =>
  scoped(() => {
    const loss = (made: Examples) => [T.meanOfAll(term.evaluate(supplied(made)).value), null] as const
    const own = valuesOf(T.valueAndGradient(loss)(examples(MADE)).gradient)
    expectNear(
      own,
      differencesOf((made) => mean(under(best(made), made)), MADE),
      GRADIENT,
    )
  }))

it('is finite where examples are decoded as they were', () =>
  scoped(() =>
    expect(valuesOf(term.evaluate(supplied(examples([...X, ...X]))).value).every(Number.isFinite)).toBe(true),
  ))

it('is a gain, of which nothing is proved', () =>
  expect(described(term)).toMatchObject({ axes: ['samples', 'batch'], sense: 'gain', guarantee: 'objective' }))

it('is the same number on every engine', async () => {
  const { engines } = await everyEngine()
  const at = (engine: Engine.Engine) =>
    run(
      engine.run((made: Examples) => term.evaluate(supplied(made)).value)(
        hostOf(['samples', 'batch', 'features'], [2, 2, 3], MADE),
        from(7),
      ),
    )
  const [first = [], ...others] = (await Promise.all(engines.map(at))).map(({ values }) => [...values])
  for (const other of others) expect(distance(other, first)).toBeLessThan(1e-5)
})
