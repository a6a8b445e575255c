import { describe, expect, it } from 'vitest'
import { host } from '../../src/tensors/create.js'
import { astrayObjective, astrayParameter } from '../../src/training/astray.js'

const part = (name: string, value: number) => ({ name, weight: 1, value })
const finite = { objective: 1, parts: [part('a', 1)] }

describe('astrayObjective', () => {
  it('is none where all are finite', () => {
    expect(astrayObjective(finite)).toBeNull()
    expect(astrayObjective({ ...finite, others: [{ player: 'q', ...finite }] })).toBeNull()
  })

  it('is that of the first player, with the first of its terms that is not finite', () => {
    const bad = {
      objective: Number.NaN,
      parts: [part('a', 1), part('b', Number.POSITIVE_INFINITY), part('c', Number.NaN)],
    }
    expect(astrayObjective(bad)).toEqual({ player: null, objective: Number.NaN, term: bad.parts[1] })
    expect(astrayObjective({ ...finite, objective: Number.NEGATIVE_INFINITY })).toMatchObject({ term: null })
  })

  it('is that of another player', () => {
    const others = [
      { player: 'p', ...finite },
      { player: 'q', objective: Number.NaN, parts: [part('c', Number.NaN)] },
    ]
    expect(astrayObjective({ ...finite, others })).toMatchObject({ player: 'q', term: { name: 'c' } })
  })
})

describe('astrayParameter', () => {
  const of = (...values: readonly number[]) => host(['n'], { n: values.length }, Float32Array.from(values))

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('is the first that holds %d', (odd) =>
    expect(astrayParameter({ encoder: [of(1, 2), null, { weight: of(3, odd) }], decoder: of(odd) })).toEqual({
      path: 'encoder.2.weight',
      value: odd,
    }),
  )

  it('is none where all are finite', () => {
    expect(astrayParameter({ a: of(1, -3e38), b: null })).toBeNull()
    expect(astrayParameter(null)).toBeNull()
  })
})
