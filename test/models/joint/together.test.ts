import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { Categorical, Data, Elbo, Engine, Joint, Key, Layer, Optimizer, T, Train, Vae } from '../../../src/index.js'
import { suppliedOn } from '../../../src/training/supplied.js'
import { differencesOf } from '../../support/differences.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../../support/engine.js'
import { distance } from '../../support/near.js'

onCpu()

const { bernoulliHead, categoricalHead, dense, normalHead, sequence, tanh } = Layer
const KEY = Key.from(4)

// -----------------------------------------------------------------------------
// M2, whose log p(x, label) is exact: x does not depend on z, and q(z|label) is p(z|label)
// -----------------------------------------------------------------------------

const given = Joint.given('x', [2])
const classifier = sequence(categoricalHead(2, 3))
const ofZ = sequence(normalHead(3, 2))
const p = Joint.of(
  Joint.variable('label', Categorical.standard(3)),
  Joint.variable('z', ofZ, 'label'),
  Joint.variable('x', sequence(bernoulliHead(3, 2)), 'label'),
)
const z = Joint.variable('z', sequence(normalHead(3, 2)), 'label')
const model = Vae.together({
  labelled: Vae.of({ p, q: Joint.of(given, Joint.given('label', [3]), z) }),
  unlabelled: Vae.of({ p, q: Joint.of(given, Joint.variable('label', classifier, 'x'), z) }),
})

const X = [
  [1, 0],
  [0, 1],
  [1, 1],
] as const
const LABELS = [
  [0, 0, 1],
  [1, 0, 0],
  [0, 0, 0], // of the last row nothing is known
] as const
const SEEN = [1, 1, 0] as const

const shown = (samples: number) => ({
  values: {
    x: tensorOf(['batch', 2], [3, 2], X.flat()),
    label: tensorOf(['batch', 3], [3, 3], LABELS.flat()),
  },
  masks: { label: tensorOf(['batch'], [3], SEEN) },
  key: KEY,
  samples,
})

const suppliedFor = (params: ReturnType<typeof model.init>, samples = 2) => {
  const { key, ...batch } = shown(samples)
  return suppliedOn(model as never)(params as never, batch as never, { key, samples, mode: 'evaluation' })
}

/** Weights and biases of p(x|label), then of q(label|x). */
const AT = [0.7, -0.3, 1.1, 0.2, -0.6, 0.4, 0.9, -0.5, 0.3, 0.8, -1.2, 0.5, -0.4, 0.6, 0.1, -0.2, 0.25]

const paramsAt = (at: readonly number[]) => {
  const params = model.init(KEY)
  return {
    p: {
      z: params.q.z,
      x: [{ weight: tensorOf([3, 2], [3, 2], at.slice(0, 6)), bias: tensorOf([2], [2], at.slice(6, 8)) }],
    },
    q: {
      ...params.q,
      label: [{ weight: tensorOf([2, 3], [2, 3], at.slice(8, 14)), bias: tensorOf([3], [3], at.slice(14)) }],
    },
  } as unknown as typeof params // safe: of the same shapes
}

const affine = (weight: readonly number[], bias: readonly number[], from: readonly number[]) =>
  bias.map((each, to) => from.reduce((sum, x, row) => sum + x * (weight[row * bias.length + to] ?? 0), each))

const CLASSES = [0, 1, 2] as const
const oneHot = (label: number) => CLASSES.map((each) => (each === label ? 1 : 0))

/** `log p(x, label)`. */
const logJoint = (at: readonly number[], x: readonly number[], label: number): number =>
  affine(at.slice(0, 6), at.slice(6, 8), oneHot(label)).reduce(
    (sum, logit, out) => sum + (x[out] ?? 0) * logit - Math.log1p(Math.exp(logit)),
    -Math.log(3),
  )

/** `log q(label|x)`. */
const logClass = (at: readonly number[], x: readonly number[], label: number): number => {
  const logits = affine(at.slice(8, 14), at.slice(14), x)
  return (logits[label] ?? 0) - Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0))
}

const ALPHA = 3
const summedOut = pipe(
  Elbo.logLikelihood,
  Elbo.minus(Elbo.klPerSampleOf('z')),
  Elbo.minus(Elbo.klPerSampleOf('label')),
  Elbo.expectOver('label'),
)
const ofLabelled = pipe(
  Elbo.within('labelled')(Elbo.elbo),
  Elbo.plus(pipe(Elbo.logPosteriorAtData('label'), Elbo.within('unlabelled'), Elbo.scale(ALPHA))),
)
const m2 = Elbo.whereObserved('label')(ofLabelled, Elbo.within('unlabelled')(summedOut))

const byHand = (at: readonly number[]): readonly number[] =>
  X.map((x, row) => {
    const label = LABELS[row]?.indexOf(1 as never) ?? -1
    return label >= 0
      ? logJoint(at, x, label) + ALPHA * logClass(at, x, label)
      : CLASSES.reduce<number>((sum, each) => {
          const logQ = logClass(at, x, each)
          return sum + Math.exp(logQ) * (logJoint(at, x, each) - logQ)
        }, 0)
  })

describe('M2', () => {
  it('has the objective of Kingma et al. on rows with a label and without', () => {
    const found = scoped(() => valuesOf(m2.evaluate(suppliedFor(paramsAt(AT))).value))
    expect(distance(found, byHand(AT))).toBeLessThan(1e-5)
  })

  it('has its gradient, by p(x|label) and by q(label|x)', () => {
    const found = scoped(() => {
      const { gradient } = T.valueAndGradient((at: ReturnType<typeof model.init>) => [
        T.sum('batch')(m2.evaluate(suppliedFor(at)).surrogate),
        null,
      ])(paramsAt(AT))
      const [[ofX], [ofLabel]] = [gradient.p.x, gradient.q.label]
      return [...valuesOf(ofX.weight), ...valuesOf(ofX.bias), ...valuesOf(ofLabel.weight), ...valuesOf(ofLabel.bias)]
    })
    const total = (at: readonly number[]) => byHand(at).reduce((sum, each) => sum + each, 0)
    expect(distance(found, differencesOf(total, AT))).toBeLessThan(1e-4)
  })

  it('has log p(x) as the sum over the classes', () => {
    const term = Elbo.within('unlabelled')(pipe(Elbo.logWeight, Elbo.sumOver('label'), Elbo.average('samples')))
    const found = scoped(() => valuesOf(term.evaluate(suppliedFor(paramsAt(AT))).value))
    const evidence = X.map((x) => Math.log(CLASSES.reduce<number>((sum, y) => sum + Math.exp(logJoint(AT, x, y)), 0)))
    expect(distance(found, evidence)).toBeLessThan(1e-5)
  })

  it('has a bound by score in the mean, of one part or with the other', () => {
    const byScore = Elbo.whereObserved('label')(
      Elbo.within('labelled')(Elbo.elbo),
      Elbo.within('unlabelled')(Elbo.scoreFunction('other samples')),
    )
    const found = scoped(() => valuesOf(byScore.evaluate(suppliedFor(paramsAt(AT), 4000)).value))
    const wanted = byHand(AT).map((each, row) => {
      const label = LABELS[row]?.indexOf(1 as never) ?? -1
      return label < 0 ? each : each - ALPHA * logClass(AT, X[row] ?? [], label)
    })
    expect(distance(found, wanted)).toBeLessThan(0.05)
  })
})

// -----------------------------------------------------------------------------
// what is shared
// -----------------------------------------------------------------------------

describe('together', () => {
  it('has the parameters of each name once, as its parts have them', () =>
    scoped(() => {
      const params = model.init(KEY)
      expect(Object.keys(params.p).sort()).toEqual(['x', 'z'])
      expect(Object.keys(params.q).sort()).toEqual(['label', 'z'])
      const alone = model.parts.unlabelled.init(KEY)
      expect(T.Tree.leaves(params).map(({ value }) => valuesOf(value))).toEqual(
        expect.arrayContaining(T.Tree.leaves(alone).map(({ value }) => valuesOf(value))),
      )
    }))

  it('is shown the fields of all, and supplies parts', () => {
    expect(Object.keys(model.fields).sort()).toEqual(['label', 'x'])
    expect(model.supplies).toEqual(['parts'])
  })

  it('does not show a part what is not among its fields', () => {
    // of `unlabelled` the label is a latent, whatever the data says
    const found = scoped(() =>
      valuesOf(
        Elbo.within('unlabelled')(pipe(Elbo.logWeight, Elbo.expectOver('label'))).evaluate(suppliedFor(paramsAt(AT)))
          .value,
      ),
    )
    const exact = X.map((x) =>
      CLASSES.reduce<number>(
        (sum, y) => sum + Math.exp(logClass(AT, x, y)) * (logJoint(AT, x, y) - logClass(AT, x, y)),
        0,
      ),
    )
    expect(distance(found, exact)).toBeLessThan(1e-5)
  })
})

// -----------------------------------------------------------------------------
// on engines
// -----------------------------------------------------------------------------

describe('trained', () => {
  const { binary, factors } = Data.sprites({ key: Key.from(1), count: 48, size: 8 })
  const data = Data.records('sprites', {
    x: binary,
    label: Data.partly((row) => row % 3 === 0)(Data.classes(3, factors.shape.values)),
  })
  const image = Joint.given('x', [64])
  const whole = Joint.of(
    Joint.variable('label', Categorical.standard(3)),
    Joint.variable('z', sequence(dense(3, 8), tanh, normalHead(4)), 'label'),
    Joint.variable('x', sequence(dense(4, 8), tanh, bernoulliHead(64)), 'z'),
  )
  const code = Joint.variable('z', sequence(dense(64, 8), tanh, normalHead(4)), 'x')
  const semi = Vae.together({
    labelled: Vae.of({ p: whole, q: Joint.of(image, Joint.given('label', [3]), code) }),
    unlabelled: Vae.of({
      p: whole,
      q: Joint.of(image, Joint.variable('label', sequence(dense(64, 8), tanh, categoricalHead(3)), 'x'), code),
    }),
  })
  const curveOn = async (name: 'cpu' | 'onnxruntime' | 'wasm') => {
    const chosen = await Engine.choose(name)()
    if (chosen._tag === 'Left') throw new Error(chosen.left.message)
    const { engine } = chosen.right
    const optimizer = Optimizer.adam({ learningRate: 1e-2 })
    const trained = await Train.fit({
      model: semi,
      objective: m2,
      data,
      optimizer,
      epochs: 3,
      batch: 16,
      key: KEY,
      engine,
    })()
    await engine.close()
    if (trained._tag === 'Left') throw new Error(trained.left.message)
    return trained.right.history.map(({ training }) => training.objective)
  }

  it('has one curve on every engine, eager and compiled, and learns', async () => {
    const eager = await curveOn('cpu')
    expect((eager.at(-1) ?? 0) > (eager[0] ?? 0)).toBe(true)
    for (const name of ['onnxruntime', 'wasm'] as const) expect(distance(await curveOn(name), eager)).toBeLessThan(1e-2)
  })
})
