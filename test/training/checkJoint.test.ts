import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import {
  Bernoulli,
  Categorical,
  DiagonalNormal,
  Flow,
  Joint,
  Key,
  Layer,
  Optimizer,
  Train,
  Vae,
} from '../../src/index.js'
import { closedKl, variable } from '../../src/losses/asks.js'
import * as Elbo from '../../src/losses/index.js'
import { isJointModel, variablesFault } from '../../src/training/checkJoint.js'
import { type CheckedObjective, objectiveFault } from '../../src/training/checkObjective.js'
import { refusal } from '../support/outcome.js'
import { patterns, smallVae } from '../support/smallVae.js'

const { bernoulliHead, categoricalHead, concat, inputs, normalHead, sequence } = Layer

const x = Joint.given('x', [6])
const p = Joint.of(
  Joint.variable('z2', DiagonalNormal.standard(2)),
  Joint.variable('z1', sequence(normalHead(2, 3)), 'z2'),
  Joint.variable('x', sequence(bernoulliHead(3, 6)), 'z1'),
)
const bottomUp = Vae.of({
  p,
  q: Joint.of(
    x,
    Joint.variable('z1', sequence(normalHead(6, 3)), 'x'),
    Joint.variable('z2', sequence(normalHead(3, 2)), 'z1'),
  ),
})
const m2 = Vae.of({
  p: Joint.of(
    Joint.variable('y', Categorical.standard(3)),
    Joint.variable('z', DiagonalNormal.standard(2)),
    Joint.variable('x', sequence(inputs({ z: [2], y: [3] }), concat('z', 'y'), bernoulliHead(5, 6))),
  ),
  q: Joint.of(
    x,
    Joint.variable('y', sequence(categoricalHead(6, 3)), 'x'),
    Joint.variable('z', sequence(inputs({ x: [6], y: [3] }), concat('x', 'y'), normalHead(9, 2))),
  ),
})
const bits = Vae.of({
  p: Joint.of(
    Joint.variable('a', Bernoulli.standard(2)),
    Joint.variable('b', sequence(bernoulliHead(2, 2)), 'a'),
    Joint.variable('x', sequence(bernoulliHead(2, 6)), 'b'),
  ),
  q: Joint.of(
    x,
    Joint.variable('a', sequence(bernoulliHead(6, 2)), 'x'),
    Joint.variable('b', sequence(bernoulliHead(6, 2)), 'x'),
  ),
})

const TURNED =
  "the KL of z1 has no closed form: p draws z1 from z2, and q draws z2 from z1: take Elbo.klByMonteCarloOf('z1')" as const
const likelihood = pipe(Elbo.logLikelihood, Elbo.average('samples'))
const ofZ1 = pipe(likelihood, Elbo.minus(Elbo.klOf('z1')))
const ofZ2 = pipe(likelihood, Elbo.minus(Elbo.klOf('z2')))
const ofZ3 = pipe(likelihood, Elbo.minus(Elbo.klOf('z3')))
const estimated = pipe(likelihood, Elbo.minus(Elbo.klByMonteCarloOf('z3')))
const ofY = pipe(Elbo.logLikelihoodOf('y'), Elbo.average('samples'))
const under = pipe(Elbo.logLikelihood, Elbo.minus(Elbo.klPerSampleOf('z3')), Elbo.expectOver('y'))
const overZ = pipe(Elbo.logWeight, Elbo.expectOver('z'))
const twice = pipe(Elbo.logWeight, Elbo.sumOver('y'), Elbo.sumOver('y'), Elbo.average('samples'))

describe('the check of an objective when the program runs', () => {
  // the words are those of the type, which a line of this table does not compile without
  it.each<readonly [string, Parameters<typeof objectiveFault>[0], Parameters<typeof objectiveFault>[1]]>([
    [TURNED satisfies CheckedObjective<typeof bottomUp, typeof Elbo.elbo>, bottomUp, Elbo.elbo],
    [TURNED satisfies CheckedObjective<typeof bottomUp, typeof ofZ1>, bottomUp, ofZ1],
    ['the model has no latent z3' satisfies CheckedObjective<typeof bottomUp, typeof ofZ3>, bottomUp, ofZ3],
    ['the model has no latent z3' satisfies CheckedObjective<typeof bottomUp, typeof estimated>, bottomUp, estimated],
    ['nothing that the model observes is y' satisfies CheckedObjective<typeof bottomUp, typeof ofY>, bottomUp, ofY],
    ['the model has no latent z3' satisfies CheckedObjective<typeof m2, typeof under>, m2, under],
    ['the model has no latent z of few values' satisfies CheckedObjective<typeof m2, typeof overZ>, m2, overZ],
    [
      'the sum over y is of a term that sums over another latent' satisfies CheckedObjective<typeof m2, typeof twice>,
      m2,
      twice,
    ],
  ])('says: %s', (fault, model, objective) => expect(objectiveFault(model, objective)).toBe(fault))

  it('says nothing of what fits', () => {
    expect(objectiveFault(bottomUp, ofZ2)).toBeNull()
    expect(objectiveFault(m2, pipe(Elbo.logWeight, Elbo.sumOver('y'), Elbo.average('samples')))).toBeNull()
    expect(variablesFault(bits, [closedKl('a')])).toBeNull()
  })

  it('knows of no latent that cannot be summed over, of those that it has', () =>
    // of two latents by score, a sum over one would leave the other without a gradient
    expect(variablesFault(bits, [variable('sums', 'a')])).toBe('the model has no latent a of few values'))

  it('is of models of joint distributions alone', () => {
    expect(isJointModel(bottomUp)).toBe(true)
    expect(isJointModel(smallVae)).toBe(false)
  })

  it('refuses a training before its first step', async () => {
    const options = { model: bottomUp, data: patterns(20), optimizer: Optimizer.adam(), epochs: 1, batch: 10 }
    const trained = (objective: unknown) => Train.fit({ ...options, objective, key: Key.from(7) } as never)
    expect((await refusal(trained(Elbo.elbo))).message).toBe(TURNED)
    expect((await refusal(trained(ofZ3))).message).toBe('the model has no latent z3')
  })
})

describe('of a part of several', () => {
  const label = Joint.given('y', [3], 'oneHot')
  const joint = Joint.of(
    Joint.variable('y', Categorical.standard(3)),
    Joint.variable('z', DiagonalNormal.standard(2)),
    Joint.variable('x', sequence(inputs({ z: [2], y: [3] }), concat('z', 'y'), bernoulliHead(5, 6))),
  )
  const z = Joint.variable('z', sequence(inputs({ x: [6], y: [3] }), concat('x', 'y'), normalHead(9, 2)))
  const both = Vae.together({
    labelled: Vae.of({ p: joint, q: Joint.of(x, label, z) }),
    unlabelled: Vae.of({
      p: joint,
      q: Joint.of(x, Joint.variable('y', sequence(categoricalHead(6, 3)), 'x'), z),
    }),
  })
  const ofOther = Elbo.within('labelled')(pipe(likelihood, Elbo.minus(Elbo.klOf('y'))))
  const atData = Elbo.within('unlabelled')(Elbo.logPosteriorAtData('z'))

  it('names the part', () => {
    const fault = 'part labelled: the model has no latent y' satisfies CheckedObjective<typeof both, typeof ofOther>
    expect(objectiveFault(both, ofOther)).toBe(fault)
    const unseen = 'part unlabelled: the model has no latent z that another part is shown' satisfies CheckedObjective<
      typeof both,
      typeof atData
    >
    expect(objectiveFault(both, atData)).toBe(unseen)
    expect(objectiveFault(both, Elbo.within('unlabelled')(Elbo.logPosteriorAtData('y')))).toBeNull()
  })
})

describe('a latent whose density is known at its own samples alone', () => {
  const forward = Vae.of({
    p: Joint.of(
      Joint.variable('z', DiagonalNormal.standard(2)),
      Joint.variable('x', sequence(bernoulliHead(2, 6)), 'z'),
    ),
    q: Joint.of(x, Joint.variable('z', Flow.posterior(sequence(normalHead(6, 2)), Flow.planar(2)), 'x')),
  })

  it.each([
    ['stickingTheLanding', Elbo.stickingTheLanding],
    ['scoreFunction', Elbo.scoreFunction('none')],
  ] as const)('is refused where it is asked for elsewhere, with its name: %s', (_, term) => {
    const words: CheckedObjective<typeof forward, typeof term> =
      'z: a ForwardFlow has its density at its own samples alone: its flow has no inverse; use Elbo.elboByMonteCarlo or Elbo.iwae'
    expect(objectiveFault(forward, term)).toBe(words)
  })

  it('is right where it is not', () => {
    expect(objectiveFault(forward, Elbo.iwae(Elbo.logWeight))).toBeNull()
    expect(objectiveFault(forward, Elbo.elboByMonteCarlo)).toBeNull()
  })
})
