import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Atoms from '../../src/losses/signedAtoms.js'
import { atoms, literal } from './atomSets.js'

type Elbo = '+log p(x|z)' | '-kl'

describe('a set of atoms, in the types and at run time', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['joined', atoms<Atoms.Joined<'+a', '-b'>>()('+a', '-b'), Atoms.joined(['+a'], ['-b'])],
    ['joined', atoms<Atoms.Joined<'+a' | '-b', '+c'>>()('+a', '-b', '+c'), Atoms.joined(['+a', '-b'], ['+c'])],
    ['a twice', atoms<Atoms.Joined<'+a', '+a'>>()('~'), Atoms.joined(['+a'], ['+a'])],
    ['b twice', atoms<Atoms.Joined<'+a' | '-b', '-b'>>()('~'), Atoms.joined(['+a', '-b'], ['-b'])],
    ['both signs', atoms<Atoms.Joined<'+a', '-a'>>()('+a', '-a'), Atoms.joined(['+a'], ['-a'])],
    ['unproved twice', atoms<Atoms.Joined<'~', '~'>>()('~'), Atoms.joined(['~'], ['~'])],
    ['unproved and more', atoms<Atoms.Joined<'~', '+a'>>()('~', '+a'), Atoms.joined(['~'], ['+a'])],
    ['flipped', atoms<Atoms.Flipped<'+a' | '-b' | '~'>>()('-a', '+b', '~'), Atoms.flipped(['+a', '-b', '~'])],
    ['weight 1', atoms<Atoms.Scaled<'+a' | '-b', 1>>()('+a', '-b'), Atoms.scaled(['+a', '-b'], 1)],
    ['weight 1 of kl', atoms<Atoms.Scaled<'+kl', 1>>()('+kl'), Atoms.scaled(['+kl'], 1)],
    ['weight 4 of kl', atoms<Atoms.Scaled<'+kl', 4>>()('+kl, at least once'), Atoms.scaled(['+kl'], 4)],
    ['weight 1.5 of kl', atoms<Atoms.Scaled<'+kl', 1.5>>()('+kl, at least once'), Atoms.scaled(['+kl'], 1.5)],
    ['weight 1e21 of kl', atoms<Atoms.Scaled<'+kl', 1e21>>()('+kl, at least once'), Atoms.scaled(['+kl'], 1e21)],
    ['weight 0.5 of kl', atoms<Atoms.Scaled<'+kl', 0.5>>()('~'), Atoms.scaled(['+kl'], 0.5)],
    ['weight 0 of kl', atoms<Atoms.Scaled<'+kl', 0>>()('~'), Atoms.scaled(['+kl'], 0)],
    ['weight 1e-7 of kl', atoms<Atoms.Scaled<'+kl', 1e-7>>()('~'), Atoms.scaled(['+kl'], 1e-7)],
    ['weight 4 of another', atoms<Atoms.Scaled<'+a', 4>>()('~'), Atoms.scaled(['+a'], 4)],
    [
      'weight 2 of a kl with a weight',
      atoms<Atoms.Scaled<'+kl, at least once', 2>>()('~'),
      Atoms.scaled(['+kl, at least once'], 2),
    ],
    ['sum over the latent', atoms<Atoms.Summed<'+kl', 'latent'>>()('+kl'), Atoms.summed(['+kl'], 'latent')],
    ['sum over the batch', atoms<Atoms.Summed<Elbo, 'batch'>>()('~'), Atoms.summed(['+log p(x|z)', '-kl'], 'batch')],
  ])('%s', (_, types, runTime) => {
    expect(new Set(runTime)).toEqual(new Set(types))
    expect(runTime.length).toBe(types.length)
  })

  it.each<readonly [string, boolean, boolean]>([
    ['β = 0.5 or 2 is none', literal<Atoms.AtLeastOne<0.5 | 2>>(false), Atoms.scaled(['+kl'], 0.5)[0] !== '~'],
    ['β = 2 or 3 is one', literal<Atoms.AtLeastOne<2 | 3>>(true), Atoms.scaled(['+kl'], 2)[0] !== '~'],
    ['any number is none', literal<Atoms.AtLeastOne<number>>(false), Atoms.scaled(['+kl'], Number.NaN)[0] !== '~'],
  ])('%s', (_, types, runTime) => {
    expect(runTime).toBe(types)
  })

  it.each<readonly [string, string, string]>([
    ['one of ours', literal<Atoms.NameOf<'+log p(z)'>>('log p(z)'), Atoms.nameOf(['+log p(z)'])],
    ['a kl with a weight', literal<Atoms.NameOf<'+kl, at least once'>>('kl'), Atoms.nameOf(['+kl, at least once'])],
    ["a user's", literal<Atoms.NameOf<'+user a user name'>>('a user name'), Atoms.nameOf(['+user a user name'])],
    ['a negative one', literal<Atoms.NameOf<'-kl'>>('this term'), Atoms.nameOf(['-kl'])],
    ['several', literal<Atoms.NameOf<'+a' | '-b'>>('this term'), Atoms.nameOf(['+a', '-b'])],
    ['several gains', literal<Atoms.NameOf<'+a' | '+b'>>('this term'), Atoms.nameOf(['+a', '+b'])],
    ['an unproved one', literal<Atoms.NameOf<'~'>>('this term'), Atoms.nameOf(['~'])],
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
        expect(asSet(Atoms.joined(a, b))).toEqual(asSet(Atoms.joined(b, a)))
      }),
    )
  })

  it('gives a set back when it is flipped twice, and flips what is joined', () => {
    fc.assert(
      fc.property(sets, sets, (a, b) => {
        expect(Atoms.flipped(Atoms.flipped(a))).toEqual(a)
        expect(Atoms.flipped(Atoms.joined(a, b))).toEqual(Atoms.joined(Atoms.flipped(a), Atoms.flipped(b)))
      }),
    )
  })
})
