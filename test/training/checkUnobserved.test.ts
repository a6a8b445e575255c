import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { Categorical, DiagonalNormal, Joint, Layer, Vae } from '../../src/index.js'
import * as Elbo from '../../src/losses/index.js'
import { type CheckedObjective, objectiveFault } from '../../src/training/checkObjective.js'
import { unobservedFault } from '../../src/training/checkUnobserved.js'

const { bernoulliHead, categoricalHead, concat, inputs, normalHead, sequence } = Layer

const x = Joint.given('x', [6])
const label = Joint.given('label', [3], 'oneHot')
const p = Joint.of(
  Joint.variable('label', Categorical.standard(3)),
  Joint.variable('z', DiagonalNormal.standard(2)),
  Joint.variable('x', sequence(inputs({ z: [2], label: [3] }), concat('z', 'label'), bernoulliHead(5, 6))),
)
const z = Joint.variable('z', sequence(inputs({ x: [6], label: [3] }), concat('x', 'label'), normalHead(9, 2)))
const m2 = Vae.together({
  labelled: Vae.of({ p, q: Joint.of(x, label, z) }),
  unlabelled: Vae.of({ p, q: Joint.of(x, Joint.variable('label', sequence(categoricalHead(6, 3)), 'x'), z) }),
})
const conditional = Vae.of({
  p: Joint.of(
    label,
    Joint.variable('z', DiagonalNormal.standard(2)),
    Joint.variable('x', sequence(inputs({ z: [2], label: [3] }), concat('z', 'label'), bernoulliHead(5, 6))),
  ),
  q: Joint.of(x, label, z),
})
/** Two views of z, of which q is given one. */
const views = Vae.of({
  p: Joint.of(
    Joint.variable('z', DiagonalNormal.standard(2)),
    Joint.variable('x', sequence(bernoulliHead(2, 6)), 'z'),
    Joint.variable('label', sequence(categoricalHead(2, 3)), 'z'),
  ),
  q: Joint.of(x, Joint.variable('z', sequence(normalHead(6, 2)), 'x')),
})

const where = Elbo.whereObserved('label')
const ofLabelled = Elbo.within('labelled')(Elbo.elbo)
const turned = where(Elbo.within('unlabelled')(Elbo.scoreFunction('none')), ofLabelled)
const right = where(ofLabelled, Elbo.within('unlabelled')(Elbo.scoreFunction('none')))
const twice = where(Elbo.elbo, Elbo.elbo)
const without = pipe(Elbo.logLikelihoodOf('x'), Elbo.average('samples'), Elbo.minus(Elbo.klOf('z')))
const withLabel = pipe(Elbo.logLikelihoodOf('label'), Elbo.average('samples'), Elbo.minus(Elbo.klOf('z')))

const OF_PART =
  'whereObserved: part labelled is shown label, so it is not for the rows without: take a part that is not' as const
const OF_MODEL =
  'whereObserved: the model is shown label, so it is not for the rows without: take Vae.together and a part that is not' as const

describe('what counts where a field is not observed', () => {
  it('is of no part that is given the field', () => {
    expect(objectiveFault(m2, turned)).toBe(OF_PART satisfies CheckedObjective<typeof m2, typeof turned>)
    expect(objectiveFault(m2, right)).toBeNull()
  })

  it('is of no model that is given it, or whose whole log-likelihood has it', () => {
    expect(objectiveFault(conditional, twice)).toBe(
      OF_MODEL satisfies CheckedObjective<typeof conditional, typeof twice>,
    )
    expect(objectiveFault(views, twice)).toBe(OF_MODEL satisfies CheckedObjective<typeof views, typeof twice>)
    const read = where(Elbo.elbo, withLabel)
    expect(objectiveFault(views, read)).toBe(OF_MODEL satisfies CheckedObjective<typeof views, typeof read>)
  })

  it('may be of a model that observes it, where its log-likelihood is left out', () => {
    const own = where(Elbo.elbo, without)
    expect(objectiveFault(views, own)).toBeNull()
    const itself: CheckedObjective<typeof views, typeof own> = own
    expect(itself).toBe(own)
  })

  it('may be of nothing of a model', () =>
    expect(unobservedFault({ _tag: 'unobserved', field: 'label', needs: [] }, [[null, conditional]])).toBeNull())
})
