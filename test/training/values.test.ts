import { describe, expect, it } from 'vitest'
import { elbo, elboWithBeta } from '../../src/losses/estimators.js'
import type { Values } from '../../src/training/events.js'
import { meanOfValues, valuesOf } from '../../src/training/values.js'

const values = (objective: number, ...parts: readonly number[]): Values => ({
  objective,
  parts: parts.map((value, at) => ({ name: `part ${at}`, weight: at === 0 ? 1 : -4, value })),
})

describe('meanOfValues', () => {
  it('weighs by the counts, part by part', () => {
    expect(
      meanOfValues([
        { values: values(-10, 1, 8), count: 3 },
        { values: values(-2, 5, 0), count: 1 },
      ]),
    ).toEqual(values(-8, 2, 6))
  })

  it('of one is itself, and of the same is the same', () => {
    expect(meanOfValues([{ values: values(-3, 1.5), count: 7 }])).toEqual(values(-3, 1.5))
    const twice = [1, 3].map((count) => ({ values: values(-3, 1.5), count }))
    expect(meanOfValues(twice)).toEqual(values(-3, 1.5))
  })

  it('does not hide what is no number', () => {
    const { objective, parts } = meanOfValues([
      { values: values(-1, 1), count: 1 },
      { values: values(Number.NaN), count: 1 },
    ])
    expect(objective).toBeNaN()
    expect(parts[0]?.value).toBeNaN()
  })
})

describe('valuesOf', () => {
  it('puts names and weights to numbers', () => {
    const number = (value: number) => ({ shape: [], sizes: [], values: Float32Array.of(value) })
    const metrics = { objective: number(-3), parts: [number(-1), number(0.5)] }
    expect(valuesOf(elboWithBeta(4), metrics)).toEqual({
      objective: -3,
      parts: [
        { name: 'log p(x|z)', title: 'Reconstruction', weight: 1, value: -1 },
        { name: 'KL(q(z|x) || p(z))', title: 'KL divergence', weight: -4, value: 0.5 },
      ],
    })
    const none = { objective: { ...number(0), values: new Float32Array() }, parts: [] }
    expect(valuesOf(elbo, none)).toMatchObject({ objective: Number.NaN, parts: [{ value: Number.NaN }, {}] })
  })
})
