import { describe, expect, it } from 'vitest'
import { Categorical, DiagonalNormal, Joint, Layer, Vae } from '../../../src/index.js'
import { type CheckedPart, partsFault } from '../../../src/models/joint/togetherCheck.js'

const { bernoulliHead, dense, normalHead, sequence, tanh } = Layer

const prior = Joint.variable('z', DiagonalNormal.standard(2))
const decoder = sequence(bernoulliHead(2, 3))
const encoder = sequence(normalHead(3, 2))

const x = Joint.given('x', [3])
const p = Joint.of(prior, Joint.variable('x', decoder, 'z'))
const q = Joint.of(x, Joint.variable('z', encoder, 'x'))
const plain = Vae.of({ p, q })
const deeper = Vae.of({
  p: Joint.of(prior, Joint.variable('x', sequence(dense(2, 4), tanh, bernoulliHead(3)), 'z')),
  q,
})
const narrow = Vae.of({
  p: Joint.of(prior, Joint.variable('x', sequence(bernoulliHead(2, 2)), 'z')),
  q: Joint.of(Joint.given('x', [2]), Joint.variable('z', sequence(normalHead(2, 2)), 'x')),
})
const twin = Vae.of({ p: Joint.of(prior, Joint.variable('x', sequence(bernoulliHead(2, 3)), 'z')), q })
const ownQ = Vae.of({ p, q: Joint.of(x, Joint.variable('z', sequence(normalHead(3, 2)), 'x')) })

const faultOf = (parts: Readonly<Record<string, unknown>>) => partsFault(Object.entries(parts) as never)

type Words<Parts, Part extends keyof Parts> = CheckedPart<Parts, Part>

describe('models that make one', () => {
  it('share what has one name', () => {
    expect(faultOf({ one: plain, other: plain })).toBeNull()
    expect(faultOf({ one: plain, other: Vae.of({ p, q }) })).toBeNull()
    const right: Words<{ one: typeof plain; other: typeof plain }, 'one'> = plain
    expect(right).toBe(plain)
  })

  it('are given indices below one dimension', () => {
    const of = (below: 3 | 4) => {
      const label = Joint.given('label', Layer.indices(below as 3))
      return Vae.of({ p: Joint.of(label, prior, Joint.variable('x', decoder, 'z')), q })
    }
    expect(faultOf({ one: of(3), other: of(3) })).toBeNull()
    expect(faultOf({ one: of(3), other: of(4) })).toContain('label')
  })

  it('may have priors of one kind without parameters', () => {
    const again = Joint.of(Joint.variable('z', DiagonalNormal.standard(2)), Joint.variable('x', decoder, 'z'))
    expect(faultOf({ one: plain, other: Vae.of({ p: again, q }) })).toBeNull()
  })

  it('are refused with other networks of one name, in the words of the compiler', () => {
    const words: Words<{ one: typeof plain; other: typeof deeper }, 'one'> =
      'together: one has another network for x in p than other parts: share one'
    expect(faultOf({ one: plain, other: deeper })).toBe(words)
  })

  it('are refused with two networks of one type, which the compiler cannot tell apart', () => {
    expect(faultOf({ one: plain, other: twin })).toBe(
      'together: one has another network for x in p than other parts: share one',
    )
    expect(faultOf({ one: plain, other: ownQ })).toBe(
      'together: one has another network for z in q than other parts: share one',
    )
    expect(() => Vae.together({ one: plain, other: twin })).toThrow('share one')
  })

  it('share experts, each of one name, and may have none in common', () => {
    const [one, other] = [sequence(normalHead(3, 2)), sequence(normalHead(3, 2))]
    const y = Joint.given('y', [3])
    const both = Joint.of(prior, Joint.variable('x', decoder, 'z'), Joint.variable('y', decoder, 'z'))
    const whole = Vae.of({ p: both, q: Joint.of(x, y, Joint.variable('z', Layer.product({ x: one, y: other }))) })
    const ofY = Joint.of(prior, Joint.variable('y', decoder, 'z'))
    const alone = Vae.of({ p, q: Joint.of(x, Joint.variable('z', Layer.product({ x: one }))) })
    const second = Vae.of({ p: ofY, q: Joint.of(y, Joint.variable('z', Layer.product({ y: other }))) })
    const foreign = Vae.of({ p, q: Joint.of(x, Joint.variable('z', Layer.product({ x: other }))) })
    expect(faultOf({ whole, alone, second })).toBeNull()
    const mixed = Vae.of({ p: both, q: Joint.of(x, y, Joint.variable('z', Layer.mixture({ x: one, y: other }))) })
    const named = Vae.of({ p, q: Joint.of(x, Joint.variable('z', Layer.expert('x', one), 'x')) })
    expect(faultOf({ mixed, named })).toBeNull()
    expect(faultOf({ whole, foreign })).toBe(
      'together: whole has another network for z in q than other parts: share one',
    )
  })

  it('are refused with other fields of one name', () => {
    const own = {
      ...narrow,
      p: Joint.of(prior),
      q: Joint.of(Joint.given('x', [2])),
    }
    expect(faultOf({ one: plain, other: own })).toBe('together: one is shown another x than other parts')
  })

  it('are models of joint distributions, and at least one', () => {
    const words: Words<{ one: 7 }, 'one'> = 'together: one is not a model of Vae.of'
    expect(faultOf({ one: 7 })).toBe(words)
    expect(faultOf({})).toBe('together: takes one model or more but is given none')
    expect(() => Vae.together({ one: Categorical.standard(3) as never })).toThrow(words)
  })
})
