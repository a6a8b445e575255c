import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Proof from '../../src/losses/proof.js'
import { atoms, literal } from './atomSets.js'

type Elbo = '+log p(x|z)' | '-kl'
type Beta = '+log p(x|z)' | '-kl, at least once'

const LOG_WEIGHT = ['+log p(x|z)', '+log p(z)', '-log q(z|x)'] as const

const sets = fc.uniqueArray(fc.constantFrom('+a', '-a', '+b', '-b', '+c', '~'), { maxLength: 5 })

describe('what is proved of a set of atoms, in the types and at run time', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    [
      'log mean exp of a log-weight',
      atoms<Proof.LogMeanExponential<Proof.LogWeight, 'samples'>>()('+iwae'),
      Proof.logMeanExponential(LOG_WEIGHT, 'samples'),
    ],
    [
      'log mean exp over another axis',
      atoms<Proof.LogMeanExponential<Proof.LogWeight, 'batch'>>()('~'),
      Proof.logMeanExponential(LOG_WEIGHT, 'batch'),
    ],
    [
      'log mean exp of something else',
      atoms<Proof.LogMeanExponential<'+log p(x|z)', 'samples'>>()('~'),
      Proof.logMeanExponential(['+log p(x|z)'], 'samples'),
    ],
  ])('%s', (_, types, runTime) => {
    expect(new Set(runTime)).toEqual(new Set(types))
    expect(runTime.length).toBe(types.length)
  })

  it.each<readonly [string, boolean, boolean]>([
    ['a log-weight', literal<Proof.IsLogWeight<Proof.LogWeight>>(true), Proof.isLogWeight(LOG_WEIGHT)],
    [
      'in another order',
      literal<Proof.IsLogWeight<'-log q(z|x)' | '+log p(z)' | '+log p(x|z)'>>(true),
      Proof.isLogWeight(['-log q(z|x)', '+log p(z)', '+log p(x|z)']),
    ],
    ['a part of one', literal<Proof.IsLogWeight<'+log p(x|z)'>>(false), Proof.isLogWeight(['+log p(x|z)'])],
    [
      'one and more',
      literal<Proof.IsLogWeight<Proof.LogWeight | '-kl'>>(false),
      Proof.isLogWeight([...LOG_WEIGHT, '-kl']),
    ],
    ['SGVB-A is a bound', literal<Proof.IsBound<Proof.LogWeight>>(true), Proof.isBound(LOG_WEIGHT)],
    ['SGVB-B is a bound', literal<Proof.IsBound<Elbo>>(true), Proof.isBound(['-kl', '+log p(x|z)'])],
    [
      'β of at least 1 is a bound',
      literal<Proof.IsBound<Beta>>(true),
      Proof.isBound(['+log p(x|z)', '-kl, at least once']),
    ],
    ['IWAE is a bound', literal<Proof.IsBound<'+iwae'>>(true), Proof.isBound(['+iwae'])],
    ['the reconstruction alone is none', literal<Proof.IsBound<'+log p(x|z)'>>(false), Proof.isBound(['+log p(x|z)'])],
    ['a KL added is none', literal<Proof.IsBound<'+log p(x|z)' | '+kl'>>(false), Proof.isBound(['+log p(x|z)', '+kl'])],
    [
      'a KL twice is none',
      literal<Proof.IsBound<Elbo | '-kl, at least once'>>(false),
      Proof.isBound(['+log p(x|z)', '-kl', '-kl, at least once']),
    ],
    [
      'one with a part of a user is none',
      literal<Proof.IsBound<Elbo | '+user prior'>>(false),
      Proof.isBound(['+log p(x|z)', '-kl', '+user prior']),
    ],
    ['what is unproved is none', literal<Proof.IsBound<'~'>>(false), Proof.isBound(['~'])],
    ['a wide set is none', literal<Proof.IsBound<string>>(false), Proof.isBound(['anything'])],
  ])('%s', (_, types, runTime) => {
    expect(runTime).toBe(types)
  })

  it('proves a bound of no set that holds what is unproved', () => {
    fc.assert(
      fc.property(sets, (a) => {
        expect(Proof.isBound([...a, '~'])).toBe(false)
        expect(Proof.isLogWeight([...a, '~'])).toBe(false)
      }),
    )
  })
})
