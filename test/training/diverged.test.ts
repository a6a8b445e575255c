import { describe, expect, it } from 'vitest'
import { host } from '../../src/tensors/create.js'
import { diverged, divergedObjective, divergedParameter } from '../../src/training/diverged.js'

const part = (name: string, value: number) => ({ name, weight: 1, value })
const finite = { objective: 1, parts: [part('a', 1)] }

describe('divergedObjective', () => {
  it('is none where all are finite', () => {
    expect(divergedObjective(finite)).toBeNull()
    expect(divergedObjective({ ...finite, others: [{ player: 'q', ...finite }] })).toBeNull()
  })

  it('is that of the first player, with the first of its terms that is not finite', () => {
    const bad = {
      objective: Number.NaN,
      parts: [part('a', 1), part('b', Number.POSITIVE_INFINITY), part('c', Number.NaN)],
    }
    expect(divergedObjective(bad)).toEqual({ player: null, objective: Number.NaN, term: bad.parts[1] })
    expect(divergedObjective({ ...finite, objective: Number.NEGATIVE_INFINITY })).toMatchObject({ term: null })
  })

  it('is that of another player', () => {
    const others = [
      { player: 'p', ...finite },
      { player: 'q', objective: Number.NaN, parts: [part('c', Number.NaN)] },
    ]
    expect(divergedObjective({ ...finite, others })).toMatchObject({ player: 'q', term: { name: 'c' } })
  })
})

describe('divergedParameter', () => {
  const of = (...values: readonly number[]) => host(['n'], { n: values.length }, Float32Array.from(values))

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('is the first that holds %d', (odd) =>
    expect(divergedParameter({ encoder: [of(1, 2), null, { weight: of(3, odd) }], decoder: of(odd) })).toEqual({
      path: 'encoder.2.weight',
      value: odd,
    }),
  )

  it('is none where all are finite', () => {
    expect(divergedParameter({ a: of(1, -3e38), b: null })).toBeNull()
    expect(divergedParameter(null)).toBeNull()
  })
})

describe('diverged', () => {
  const last = { params: { weight: 1 }, step: 8 }
  const found = { step: 12, objective: null, parameter: null }
  const q = { name: 'q', moves: ['encoder'] }
  const alone = [{ name: 'q', moves: null }] as const
  const objective = { player: null, objective: Number.NaN, term: null }

  it('says the value and the step', () => {
    expect(diverged(alone, { ...found, objective }, last)).toMatchObject({
      _tag: 'Diverged',
      step: 12,
      player: 'q',
      term: null,
      parameter: null,
      message: 'training: the objective is NaN at step 12: try a smaller learning rate',
    })
  })

  it('says which player and which of its terms', () => {
    const term = { name: 'KL', value: Number.POSITIVE_INFINITY }
    expect(
      diverged([q, { name: 'p', moves: ['decoder'] }], { ...found, objective: { ...objective, term } }, last),
    ).toMatchObject({
      term: 'KL',
      message: 'training: the objective of q is NaN at step 12 (its term KL is Infinity): try a smaller learning rate',
    })
  })

  it('says which parameter, and who moves it', () => {
    const parameter = { path: 'encoder.0.weight', value: Number.NaN }
    expect(diverged(alone, { ...found, parameter }, last).message).toBe(
      'training: the parameter encoder.0.weight is NaN after step 12: try a smaller learning rate',
    )
    expect(diverged([{ name: 'p', moves: ['decoder'] }, q], { ...found, parameter }, last)).toMatchObject({
      parameter: 'encoder.0.weight',
      message:
        'training: the parameter encoder.0.weight, which q moves, is NaN after step 12: try a smaller learning rate',
    })
  })

  it('has the last parameters, which are not printed', () => {
    const error = diverged(alone, { ...found, objective }, last)
    expect(error.last).toBe(last)
    expect(JSON.stringify(error)).not.toContain('weight')
  })
})
