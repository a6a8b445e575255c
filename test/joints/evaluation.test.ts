import { describe, expect, it } from 'vitest'
import { Joint, Layer } from '../../src/index.js'
import { distributionOverSamples, evaluation, overSamples, plainly, remembered } from '../../src/joints/evaluation.js'
import type { AnyJoint } from '../../src/joints/joint.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'

onCpu()

const { dense, normalHead, sequence } = Layer

const joint = Joint.of(
  Joint.given('x', [1]),
  Joint.value('h', sequence(dense(1, 1)), 'x'),
  Joint.variable('z', sequence(normalHead(1, 1)), 'h'),
) as AnyJoint

const parameters = () => ({
  h: [{ weight: tensorOf([1, 1], [1, 1], [2]), bias: tensorOf([1], [1], [1]) }],
  z: [
    {
      mean: { weight: tensorOf([1, 1], [1, 1], [1]), bias: tensorOf([1], [1], [0]) },
      logVariance: { weight: tensorOf([1, 1], [1, 1], [0]), bias: tensorOf([1], [1], [0]) },
    },
  ],
})

describe('the variables of a joint distribution for some rows', () => {
  it('are worked out when they are asked for, and once', () =>
    scoped(() => {
      const applied: string[] = []
      const x = tensorOf(['batch', 1], [2, 1], [3, 4])
      const { value, given } = evaluation(
        joint,
        parameters(),
        2,
        (name) => (name === 'x' ? { rows: x as never, sampled: false } : null),
        (variable, own, rows) => {
          applied.push(variable.name)
          return plainly(variable, own, rows)
        },
      )
      expect(applied).toEqual([])
      expect(valuesOf(value('h').rows)).toEqual([7, 9])
      expect(valuesOf((given('z').value as { readonly mean: typeof x }).mean)).toEqual([7, 9])
      value('h')
      expect(applied).toEqual(['h', 'z'])
      expect([value('h').sampled, given('z').sampled]).toEqual([false, false])
    }))

  it('are those of every sample where one of what they are given is', () =>
    scoped(() => {
      const rows = tensorOf(['samples*batch', 1], [4, 1], [1, 2, 3, 4])
      const { value } = evaluation(joint, parameters(), 2, (name) =>
        name === 'x' ? { rows: rows as never, sampled: true } : null,
      )
      expect([value('h').sampled, valuesOf(value('h').rows)]).toEqual([true, [3, 5, 7, 9]])
    }))

  it('are repeated for every sample, but for what has no rows', () =>
    scoped(() => {
      const rows = tensorOf(['batch', 1], [2, 1], [1, 2])
      expect(valuesOf(overSamples(3, { rows: rows as never, sampled: false }))).toEqual([1, 2, 1, 2, 1, 2])
      const { logits, temperature } = distributionOverSamples(
        2,
        { logits: rows, temperature: tensorOf([], [], [0.5]) },
        false,
      )
      expect([valuesOf(logits), valuesOf(temperature)]).toEqual([[1, 2, 1, 2], [0.5]])
    }))

  it('remembers also what is undefined', () => {
    let calls = 0
    const of = remembered(() => {
      calls++
      return undefined
    })
    expect([of('a'), of('a'), of('b'), calls]).toEqual([undefined, undefined, undefined, 2])
  })
})
