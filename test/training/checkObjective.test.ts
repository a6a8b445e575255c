import { describe, expect, it } from 'vitest'
import * as Categorical from '../../src/distributions/categorical.js'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import * as Joint from '../../src/joints/index.js'
import * as Layer from '../../src/layers/index.js'
import { kl, logLikelihood, squaredError } from '../../src/losses/atoms.js'
import { average } from '../../src/losses/axes.js'
import { elbo, logWeight } from '../../src/losses/estimators.js'
import * as Elbo from '../../src/losses/index.js'
import { term } from '../../src/losses/term.js'
import { minimize } from '../../src/losses/weighting.js'
import * as Autoencoder from '../../src/models/autoencoder.js'
import * as Vae from '../../src/models/vae/index.js'
import type { Tensor } from '../../src/tensors/tensor.js'
import { type CheckedObjective, objectiveFault } from '../../src/training/checkObjective.js'
import { smallVae } from '../support/smallVae.js'

const labelled = term({
  name: 'labels',
  axes: ['batch'],
  sense: 'gain',
  needs: ['labels'],
  nats: ({ labels }: { readonly labels: Tensor<readonly ['batch']> }) => labels,
})

const autoencoder = Autoencoder.make({
  encoder: Layer.sequence(Layer.dense(6, 2)),
  decoder: Layer.sequence(Layer.dense(2, 6)),
})

type Small = typeof smallVae
type Plain = typeof autoencoder

describe('objectiveFault', () => {
  // the words are those of the type, which this line of the table does not compile without
  it.each<readonly [string, readonly string[], Parameters<typeof objectiveFault>[1]]>([
    [
      'the model does not supply labels' satisfies CheckedObjective<Small, typeof labelled>,
      smallVae.supplies,
      labelled,
    ],
    [
      'the model does not supply reconstruction' satisfies CheckedObjective<Small, typeof squaredError>,
      smallVae.supplies,
      squaredError,
    ],
    [
      'the model does not supply logLikelihood' satisfies CheckedObjective<Plain, typeof logLikelihood>,
      autoencoder.supplies,
      logLikelihood,
    ],
    [
      'the objective must be a gain, not a cost; use Elbo.minimize' satisfies CheckedObjective<Small, typeof kl>,
      smallVae.supplies,
      kl,
    ],
    [
      'the objective has the axes [samples, batch] but must have [batch] or none; average over the others' satisfies CheckedObjective<
        Small,
        typeof logWeight
      >,
      smallVae.supplies,
      logWeight,
    ],
  ])('%s', (words, supplies, objective) => {
    expect(objectiveFault({ supplies }, objective)).toBe(words)
  })

  it('is none for what the model supplies', () => {
    const fits: CheckedObjective<Small, typeof elbo> = elbo
    expect(objectiveFault(smallVae, fits)).toBe(null)
    expect(objectiveFault(smallVae, average('batch')(elbo))).toBe(null)
    expect(objectiveFault(smallVae, minimize(kl))).toBe(null)
    expect(objectiveFault(autoencoder, minimize(squaredError))).toBe(null)
  })
})

// -----------------------------------------------------------------------------
// parts
// -----------------------------------------------------------------------------

const { bernoulliHead, categoricalHead, normalHead, sequence } = Layer
const p = Joint.of(
  Joint.variable('label', Categorical.standard(3)),
  Joint.variable('z', DiagonalNormal.standard(2)),
  Joint.variable('x', sequence(bernoulliHead(2, 2)), 'z'),
)
const x = Joint.given('x', [2])
const z = Joint.variable('z', sequence(normalHead(2, 2)), 'x')
const parts = Vae.together({
  labelled: Vae.of({ p, q: Joint.of(x, z) }),
  unlabelled: Vae.of({ p, q: Joint.of(x, Joint.variable('label', sequence(categoricalHead(2, 3)), 'x'), z) }),
})
type Parts = typeof parts

const ofNone = Elbo.within('both')(elbo)
const sampled = Elbo.within('unlabelled')(elbo)
const ownOf = Elbo.within('labelled')(labelled)

describe('what is needed of parts', () => {
  it('is asked of each, in the words of the compiler', () => {
    const words: readonly [
      CheckedObjective<Parts, typeof ofNone>,
      CheckedObjective<Parts, typeof sampled>,
      CheckedObjective<Parts, typeof ownOf>,
      CheckedObjective<Small, typeof ofNone>,
    ] = [
      'the model has no part both',
      'part unlabelled: no gradient goes through the samples of label: use Elbo.scoreFunction',
      'part labelled: the model does not supply labels',
      'the model does not supply parts',
    ]
    expect([ofNone, sampled, ownOf].map((each) => objectiveFault(parts, each))).toEqual(words.slice(0, 3))
    expect(objectiveFault(smallVae, ofNone)).toBe(words[3])
  })

  it('is nothing where they supply it', () => {
    expect(objectiveFault(parts, Elbo.within('labelled')(elbo))).toBe(null)
    expect(objectiveFault(parts, Elbo.within('unlabelled')(Elbo.logPosteriorAtData('label')))).toBe(null)
    expect(objectiveFault(parts, Elbo.within('unlabelled')(Elbo.scoreFunction('other samples')))).toBe(null)
  })
})
