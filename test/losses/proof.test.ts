import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Proof from '../../src/losses/proof.js'

// -----------------------------------------------------------------------------
// one table for the types and for the run time: the left column does not compile unless it is the set of the type
// -----------------------------------------------------------------------------

/** The atoms of a set of the types: all of them, and no other. */
const atoms =
  <Wanted extends string>() =>
  <const Given extends readonly Wanted[]>(
    ...given: [Wanted] extends [Given[number]]
      ? Given
      : readonly ['an atom is left out', Exclude<Wanted, Given[number]>]
  ): readonly string[] =>
    given

/** The one value of a literal type. */
const literal = <Wanted extends string | boolean>(value: Wanted): Wanted => value

type Elbo = '+log p(x|z)' | '-kl'
type Beta = '+log p(x|z)' | '-kl, at least once'

const LOG_WEIGHT = ['+log p(x|z)', '+log p(z)', '-log q(z|x)'] as const

describe('a set of atoms, in the types and at run time', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['joined', atoms<Proof.Joined<'+a', '-b'>>()('+a', '-b'), Proof.joined(['+a'], ['-b'])],
    ['joined', atoms<Proof.Joined<'+a' | '-b', '+c'>>()('+a', '-b', '+c'), Proof.joined(['+a', '-b'], ['+c'])],
    ['a twice', atoms<Proof.Joined<'+a', '+a'>>()('~'), Proof.joined(['+a'], ['+a'])],
    ['b twice', atoms<Proof.Joined<'+a' | '-b', '-b'>>()('~'), Proof.joined(['+a', '-b'], ['-b'])],
    ['both signs', atoms<Proof.Joined<'+a', '-a'>>()('+a', '-a'), Proof.joined(['+a'], ['-a'])],
    ['unproved twice', atoms<Proof.Joined<'~', '~'>>()('~'), Proof.joined(['~'], ['~'])],
    ['unproved and more', atoms<Proof.Joined<'~', '+a'>>()('~', '+a'), Proof.joined(['~'], ['+a'])],
    ['flipped', atoms<Proof.Flipped<'+a' | '-b' | '~'>>()('-a', '+b', '~'), Proof.flipped(['+a', '-b', '~'])],
    ['weight 1', atoms<Proof.Scaled<'+a' | '-b', 1>>()('+a', '-b'), Proof.scaled(['+a', '-b'], 1)],
    ['weight 1 of kl', atoms<Proof.Scaled<'+kl', 1>>()('+kl'), Proof.scaled(['+kl'], 1)],
    ['weight 4 of kl', atoms<Proof.Scaled<'+kl', 4>>()('+kl, at least once'), Proof.scaled(['+kl'], 4)],
    ['weight 1.5 of kl', atoms<Proof.Scaled<'+kl', 1.5>>()('+kl, at least once'), Proof.scaled(['+kl'], 1.5)],
    ['weight 1e21 of kl', atoms<Proof.Scaled<'+kl', 1e21>>()('+kl, at least once'), Proof.scaled(['+kl'], 1e21)],
    ['weight 0.5 of kl', atoms<Proof.Scaled<'+kl', 0.5>>()('~'), Proof.scaled(['+kl'], 0.5)],
    ['weight 0 of kl', atoms<Proof.Scaled<'+kl', 0>>()('~'), Proof.scaled(['+kl'], 0)],
    ['weight 1e-7 of kl', atoms<Proof.Scaled<'+kl', 1e-7>>()('~'), Proof.scaled(['+kl'], 1e-7)],
    ['weight 4 of another', atoms<Proof.Scaled<'+a', 4>>()('~'), Proof.scaled(['+a'], 4)],
    [
      'weight 2 of a kl with a weight',
      atoms<Proof.Scaled<'+kl, at least once', 2>>()('~'),
      Proof.scaled(['+kl, at least once'], 2),
    ],
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
    ['sum over the latent', atoms<Proof.Summed<'+kl', 'latent'>>()('+kl'), Proof.summed(['+kl'], 'latent')],
    ['sum over the batch', atoms<Proof.Summed<Elbo, 'batch'>>()('~'), Proof.summed(['+log p(x|z)', '-kl'], 'batch')],
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
    ['β = 0.5 or 2 is none', literal<Proof.AtLeastOne<0.5 | 2>>(false), Proof.scaled(['+kl'], 0.5)[0] !== '~'],
    ['β = 2 or 3 is one', literal<Proof.AtLeastOne<2 | 3>>(true), Proof.scaled(['+kl'], 2)[0] !== '~'],
    ['any number is none', literal<Proof.AtLeastOne<number>>(false), Proof.scaled(['+kl'], Number.NaN)[0] !== '~'],
  ])('%s', (_, types, runTime) => {
    expect(runTime).toBe(types)
  })

  it.each<readonly [string, string, string]>([
    ['one of ours', literal<Proof.NameOf<'+log p(z)'>>('log p(z)'), Proof.nameOf(['+log p(z)'])],
    ['a kl with a weight', literal<Proof.NameOf<'+kl, at least once'>>('kl'), Proof.nameOf(['+kl, at least once'])],
    ["a user's", literal<Proof.NameOf<'+user a user name'>>('a user name'), Proof.nameOf(['+user a user name'])],
    ['a negative one', literal<Proof.NameOf<'-kl'>>('this term'), Proof.nameOf(['-kl'])],
    ['several', literal<Proof.NameOf<'+a' | '-b'>>('this term'), Proof.nameOf(['+a', '-b'])],
    ['several gains', literal<Proof.NameOf<'+a' | '+b'>>('this term'), Proof.nameOf(['+a', '+b'])],
    ['an unproved one', literal<Proof.NameOf<'~'>>('this term'), Proof.nameOf(['~'])],
  ])('the name of %s', (_, types, runTime) => {
    expect(runTime).toBe(types)
  })
})

// -----------------------------------------------------------------------------
// laws of the run-time twins
// -----------------------------------------------------------------------------

const sets = fc.uniqueArray(fc.constantFrom('+a', '-a', '+b', '-b', '+c', '~'), { maxLength: 5 })
const asSet = (atoms: readonly string[]) => [...atoms].sort()

describe('the algebra of sets of atoms', () => {
  it('joins in any order', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        expect(asSet(Proof.joined(a, b))).toEqual(asSet(Proof.joined(b, a)))
      }),
    )
  })

  it('gives a set back when it is flipped twice, and flips what is joined', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        expect(Proof.flipped(Proof.flipped(a))).toEqual(a)
        expect(Proof.flipped(Proof.joined(a, b))).toEqual(Proof.joined(Proof.flipped(a), Proof.flipped(b)))
      }),
    )
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
