import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { asksOf as asked, closedKl, DENSITY, variable } from '../../src/losses/asks.js'
import * as Elbo from '../../src/losses/index.js'

describe('what a term asks', () => {
  it('is nothing beyond names of most, and what joined terms ask together', () => {
    expect(asked(Elbo.logLikelihood)).toEqual([])
    expect(asked(Elbo.elbo)).toEqual([closedKl(null)])
    const both = pipe(
      Elbo.logLikelihood,
      Elbo.average('samples'),
      Elbo.minus(Elbo.klOf('z1')),
      Elbo.minus(Elbo.klOf('z2')),
    )
    expect(asked(both)).toEqual([variable('kls', 'z1'), closedKl('z1'), variable('kls', 'z2'), closedKl('z2')])
  })

  it('stays through what keeps a term, and through importance weights', () => {
    const weighed = pipe(Elbo.elbo, Elbo.scale(2))
    expect(asked(weighed)).toEqual([closedKl(null)])
    expect(asked(Elbo.minimize(Elbo.kl))).toEqual([closedKl(null)])
    expect(asked(Elbo.iwae(pipe(Elbo.logWeight, Elbo.sumOver('y'))))).toEqual(
      asked(pipe(Elbo.logWeight, Elbo.sumOver('y'))),
    )
    expect(asked(Elbo.stickingTheLanding)).toEqual([DENSITY])
    expect(asked(Elbo.doublyReparameterized)).toEqual([DENSITY])
  })

  it('is of each value of a latent under a sum, of a part, and of the rows without a field', () => {
    const { needs, asks } = Elbo.klPerSampleOf('z')
    expect(asked(pipe(Elbo.klPerSampleOf('z'), Elbo.expectOver('y')))).toEqual([
      variable('sums', 'y'),
      { _tag: 'each value', latent: 'y', needs, asks },
    ])
    expect(asked(Elbo.within('image')(Elbo.klOf('z')))).toEqual([
      { _tag: 'part', part: 'image', asks: asked(Elbo.klOf('z')) },
    ])
    const branches = Elbo.whereObserved('label')(Elbo.elbo, Elbo.elboByMonteCarlo)
    expect(asked(branches)).toEqual([
      closedKl(null),
      { _tag: 'unobserved', field: 'label', needs: Elbo.elboByMonteCarlo.needs, asks: [] },
    ])
  })
})
