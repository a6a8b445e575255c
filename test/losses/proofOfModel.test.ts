import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as Elbo from '../../src/losses/index.js'
import { guaranteeFor, type IsBoundOf, isBoundOf, type Together, together } from '../../src/losses/proofOfModel.js'

const likelihood = pipe(Elbo.logLikelihood, Elbo.average('samples'))
const [z1, z2] = [Elbo.klOf('z1'), Elbo.klOf('z2')]

type ContentOf<Given> =
  Given extends Elbo.Term<infer _Axes, infer _Sense, infer Content, infer _Needs> ? Content : never
type Bound<Given> = IsBoundOf<ContentOf<Given>, 'z1' | 'z2', 'x' | 'y'>

const names = { latents: ['z1', 'z2'], observed: ['x', 'y'] } as const

const both = pipe(likelihood, Elbo.minus(z1), Elbo.minus(z2))
const heavier = pipe(likelihood, Elbo.minus(Elbo.scale(2)(z1)), Elbo.minus(z2))
const floored = pipe(likelihood, Elbo.minus(z1), Elbo.minus(Elbo.atLeast(0.5)(z2)))
const estimated = pipe(likelihood, Elbo.minus(Elbo.klByMonteCarloOf('z1')), Elbo.minus(z2))
const apart = pipe(
  Elbo.logLikelihoodOf('x'),
  Elbo.plus(Elbo.logLikelihoodOf('y')),
  Elbo.average('samples'),
  Elbo.minus(Elbo.kl),
)
const one = pipe(likelihood, Elbo.minus(z1))
const lighter = pipe(likelihood, Elbo.minus(Elbo.scale(0.5)(z1)), Elbo.minus(z2))
const heavierEstimate = pipe(likelihood, Elbo.minus(Elbo.scale(2)(Elbo.klByMonteCarloOf('z1'))), Elbo.minus(z2))
const ofX = pipe(Elbo.logLikelihoodOf('x'), Elbo.average('samples'), Elbo.minus(Elbo.kl))

// the same in the types
const proved: readonly [
  Bound<typeof both>,
  Bound<typeof heavier>,
  Bound<typeof floored>,
  Bound<typeof estimated>,
  Bound<typeof apart>,
] = [true, true, true, true, true]
const unproved: readonly [Bound<typeof one>, Bound<typeof lighter>, Bound<typeof heavierEstimate>, Bound<typeof ofX>] =
  [false, false, false, false]

describe('terms of single variables', () => {
  it('are a bound where all latents are there, and all that is observed', () => {
    expect([both, heavier, floored, estimated, apart].map(({ content }) => isBoundOf(content, names))).toEqual(proved)
  })

  it('are none where one is left out, weighs too little, or is an estimate that weighs more', () => {
    expect([one, lighter, heavierEstimate, ofX].map(({ content }) => isBoundOf(content, names))).toEqual(unproved)
  })

  it('are none of a model without names', () => {
    expect(guaranteeFor({})(both)).toBe('objective')
    expect(guaranteeFor(names)(both)).toBe('bound')
    expect(guaranteeFor({})(Elbo.elbo)).toBe('bound')
  })

  it('become the atoms of all together', () => {
    const found: readonly Together<'+log p(x|z)' | '-kl of z1' | '-kl of z2, at least once', 'z1' | 'z2', 'x'>[] = [
      '+log p(x|z)',
      '-kl, at least once',
    ]
    expect(together(['+log p(x|z)', '-kl of z1', '-kl of z2, at least once'], { latents: ['z1', 'z2'] })).toEqual(found)
  })
})
