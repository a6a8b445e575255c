import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Content from '../../src/losses/content.js'

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
    ['joined', atoms<Content.Joined<'+a', '-b'>>()('+a', '-b'), Content.joined(['+a'], ['-b'])],
    ['joined', atoms<Content.Joined<'+a' | '-b', '+c'>>()('+a', '-b', '+c'), Content.joined(['+a', '-b'], ['+c'])],
    ['a twice', atoms<Content.Joined<'+a', '+a'>>()('~'), Content.joined(['+a'], ['+a'])],
    ['b twice', atoms<Content.Joined<'+a' | '-b', '-b'>>()('~'), Content.joined(['+a', '-b'], ['-b'])],
    ['both signs', atoms<Content.Joined<'+a', '-a'>>()('+a', '-a'), Content.joined(['+a'], ['-a'])],
    ['unproved twice', atoms<Content.Joined<'~', '~'>>()('~'), Content.joined(['~'], ['~'])],
    ['unproved and more', atoms<Content.Joined<'~', '+a'>>()('~', '+a'), Content.joined(['~'], ['+a'])],
    ['flipped', atoms<Content.Flipped<'+a' | '-b' | '~'>>()('-a', '+b', '~'), Content.flipped(['+a', '-b', '~'])],
    ['weight 1', atoms<Content.Scaled<'+a' | '-b', 1>>()('+a', '-b'), Content.scaled(['+a', '-b'], 1)],
    ['weight 1 of kl', atoms<Content.Scaled<'+kl', 1>>()('+kl'), Content.scaled(['+kl'], 1)],
    ['weight 4 of kl', atoms<Content.Scaled<'+kl', 4>>()('+kl, at least once'), Content.scaled(['+kl'], 4)],
    ['weight 1.5 of kl', atoms<Content.Scaled<'+kl', 1.5>>()('+kl, at least once'), Content.scaled(['+kl'], 1.5)],
    ['weight 1e21 of kl', atoms<Content.Scaled<'+kl', 1e21>>()('+kl, at least once'), Content.scaled(['+kl'], 1e21)],
    ['weight 0.5 of kl', atoms<Content.Scaled<'+kl', 0.5>>()('~'), Content.scaled(['+kl'], 0.5)],
    ['weight 0 of kl', atoms<Content.Scaled<'+kl', 0>>()('~'), Content.scaled(['+kl'], 0)],
    ['weight 1e-7 of kl', atoms<Content.Scaled<'+kl', 1e-7>>()('~'), Content.scaled(['+kl'], 1e-7)],
    ['weight 4 of another', atoms<Content.Scaled<'+a', 4>>()('~'), Content.scaled(['+a'], 4)],
    [
      'weight 2 of a kl with a weight',
      atoms<Content.Scaled<'+kl, at least once', 2>>()('~'),
      Content.scaled(['+kl, at least once'], 2),
    ],
    [
      'log mean exp of a log-weight',
      atoms<Content.LogMeanExponential<Content.LogWeight, 'samples'>>()('+iwae'),
      Content.logMeanExponential(LOG_WEIGHT, 'samples'),
    ],
    [
      'log mean exp over another axis',
      atoms<Content.LogMeanExponential<Content.LogWeight, 'batch'>>()('~'),
      Content.logMeanExponential(LOG_WEIGHT, 'batch'),
    ],
    [
      'log mean exp of something else',
      atoms<Content.LogMeanExponential<'+log p(x|z)', 'samples'>>()('~'),
      Content.logMeanExponential(['+log p(x|z)'], 'samples'),
    ],
    ['sum over the latent', atoms<Content.Summed<'+kl', 'latent'>>()('+kl'), Content.summed(['+kl'], 'latent')],
    [
      'sum over the batch',
      atoms<Content.Summed<Elbo, 'batch'>>()('~'),
      Content.summed(['+log p(x|z)', '-kl'], 'batch'),
    ],
  ])('%s', (_, types, runTime) => {
    expect(new Set(runTime)).toEqual(new Set(types))
    expect(runTime.length).toBe(types.length)
  })

  it.each<readonly [string, boolean, boolean]>([
    ['a log-weight', literal<Content.IsLogWeight<Content.LogWeight>>(true), Content.isLogWeight(LOG_WEIGHT)],
    [
      'in another order',
      literal<Content.IsLogWeight<'-log q(z|x)' | '+log p(z)' | '+log p(x|z)'>>(true),
      Content.isLogWeight(['-log q(z|x)', '+log p(z)', '+log p(x|z)']),
    ],
    ['a part of one', literal<Content.IsLogWeight<'+log p(x|z)'>>(false), Content.isLogWeight(['+log p(x|z)'])],
    [
      'one and more',
      literal<Content.IsLogWeight<Content.LogWeight | '-kl'>>(false),
      Content.isLogWeight([...LOG_WEIGHT, '-kl']),
    ],
    ['SGVB-A is a bound', literal<Content.IsBound<Content.LogWeight>>(true), Content.isBound(LOG_WEIGHT)],
    ['SGVB-B is a bound', literal<Content.IsBound<Elbo>>(true), Content.isBound(['-kl', '+log p(x|z)'])],
    [
      'β of at least 1 is a bound',
      literal<Content.IsBound<Beta>>(true),
      Content.isBound(['+log p(x|z)', '-kl, at least once']),
    ],
    ['IWAE is a bound', literal<Content.IsBound<'+iwae'>>(true), Content.isBound(['+iwae'])],
    [
      'the reconstruction alone is none',
      literal<Content.IsBound<'+log p(x|z)'>>(false),
      Content.isBound(['+log p(x|z)']),
    ],
    [
      'a KL added is none',
      literal<Content.IsBound<'+log p(x|z)' | '+kl'>>(false),
      Content.isBound(['+log p(x|z)', '+kl']),
    ],
    [
      'a KL twice is none',
      literal<Content.IsBound<Elbo | '-kl, at least once'>>(false),
      Content.isBound(['+log p(x|z)', '-kl', '-kl, at least once']),
    ],
    [
      'one with a part of a user is none',
      literal<Content.IsBound<Elbo | '+user prior'>>(false),
      Content.isBound(['+log p(x|z)', '-kl', '+user prior']),
    ],
    ['what is unproved is none', literal<Content.IsBound<'~'>>(false), Content.isBound(['~'])],
    ['a wide set is none', literal<Content.IsBound<string>>(false), Content.isBound(['anything'])],
    ['β = 0.5 or 2 is none', literal<Content.AtLeastOne<0.5 | 2>>(false), Content.scaled(['+kl'], 0.5)[0] !== '~'],
    ['β = 2 or 3 is one', literal<Content.AtLeastOne<2 | 3>>(true), Content.scaled(['+kl'], 2)[0] !== '~'],
    ['any number is none', literal<Content.AtLeastOne<number>>(false), Content.scaled(['+kl'], Number.NaN)[0] !== '~'],
  ])('%s', (_, types, runTime) => {
    expect(runTime).toBe(types)
  })

  it.each<readonly [string, string, string]>([
    ['one of ours', literal<Content.NameOf<'+log p(z)'>>('log p(z)'), Content.nameOf(['+log p(z)'])],
    ['a kl with a weight', literal<Content.NameOf<'+kl, at least once'>>('kl'), Content.nameOf(['+kl, at least once'])],
    ["a user's", literal<Content.NameOf<'+user a user name'>>('a user name'), Content.nameOf(['+user a user name'])],
    ['a negative one', literal<Content.NameOf<'-kl'>>('this term'), Content.nameOf(['-kl'])],
    ['several', literal<Content.NameOf<'+a' | '-b'>>('this term'), Content.nameOf(['+a', '-b'])],
    ['several gains', literal<Content.NameOf<'+a' | '+b'>>('this term'), Content.nameOf(['+a', '+b'])],
    ['an unproved one', literal<Content.NameOf<'~'>>('this term'), Content.nameOf(['~'])],
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
        expect(asSet(Content.joined(a, b))).toEqual(asSet(Content.joined(b, a)))
      }),
    )
  })

  it('gives a set back when it is flipped twice, and flips what is joined', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        expect(Content.flipped(Content.flipped(a))).toEqual(a)
        expect(Content.flipped(Content.joined(a, b))).toEqual(Content.joined(Content.flipped(a), Content.flipped(b)))
      }),
    )
  })

  it('proves a bound of no set that holds what is unproved', () => {
    fc.assert(
      fc.property(sets, (a) => {
        expect(Content.isBound([...a, '~'])).toBe(false)
        expect(Content.isLogWeight([...a, '~'])).toBe(false)
      }),
    )
  })
})
