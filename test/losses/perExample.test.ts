import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { minus } from '../../src/losses/algebra.js'
import { kl, logLikelihood } from '../../src/losses/atoms.js'
import { average } from '../../src/losses/axes.js'
import { totalCorrelationOfBatch } from '../../src/losses/decomposition.js'
import {
  elbo,
  elboByMonteCarlo,
  elboWithBeta,
  elboWithCapacity,
  elboWithFreeBits,
  logWeight,
} from '../../src/losses/estimators.js'
import { doublyReparameterized, stickingTheLanding } from '../../src/losses/gradients.js'
import { iwae, miwae } from '../../src/losses/importance.js'
import { isPerExample } from '../../src/losses/perExample.js'
import { erase, term } from '../../src/losses/term.js'
import { discrimination, totalCorrelation } from '../../src/losses/totalCorrelation.js'
import { scale } from '../../src/losses/weighting.js'
import type * as T from '../../src/tensors/index.js'

const user = term({
  name: 'mine',
  axes: ['batch'],
  sense: 'cost',
  needs: ['labels'],
  nats: (supplied: { readonly labels: T.Tensor<readonly ['batch']> }) => supplied.labels,
})

describe('isPerExample', () => {
  it.each(
    Object.entries({
      elbo,
      elboByMonteCarlo,
      'elboWithBeta(4)': elboWithBeta(4),
      iwae: iwae(logWeight),
      miwae: miwae(5)(logWeight),
      stickingTheLanding,
      doublyReparameterized,
      totalCorrelation: totalCorrelation('discriminator'),
    } as const),
  )('%s is a mean over examples', (_, objective) => {
    expect(isPerExample(erase(objective as typeof elbo))).toBe(true)
  })

  it.each(
    Object.entries({
      'elboWithFreeBits, floors under a mean over the batch': elboWithFreeBits(0.5),
      'elboWithCapacity, the distance of a mean': elboWithCapacity({ gamma: 100, capacity: 5 }),
      'a mean over the batch': pipe(kl, average('batch')),
      'codes that are permuted within the batch': discrimination('discriminator'),
      'codes that are compared with the others of a batch': pipe(
        totalCorrelationOfBatch({ examples: 50 }),
        average('samples'),
      ),
      'a term of a user, which may compare examples': pipe(logLikelihood, average('samples'), minus(kl), minus(user)),
      'of what nothing is known any more': pipe(kl, scale(0.5)),
    } as const),
  )('%s: need not be', (_, objective) => {
    expect(isPerExample(erase(objective as typeof elbo))).toBe(false)
  })
})
