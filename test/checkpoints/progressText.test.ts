import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exactJson, plainProgress, readProgress } from '../../src/checkpoints/progressText.js'
import type { Progress } from '../../src/training/state.js'

const number = fc.double()
const part = fc.record(
  { name: fc.string(), weight: number, value: number, title: fc.string(), unit: fc.string() },
  { requiredKeys: ['name', 'weight', 'value'], noNullPrototype: true },
)
const own = { objective: number, parts: fc.array(part, { maxLength: 2 }) }
const values = fc.record(
  { ...own, others: fc.array(fc.record({ ...own, player: fc.string() }, { noNullPrototype: true }), { maxLength: 2 }) },
  { requiredKeys: ['objective', 'parts'], noNullPrototype: true },
)
const count = fc.nat()
const epoch = fc.record(
  { epoch: count, step: count, training: values, validation: fc.option(values) },
  { noNullPrototype: true },
)
const progress = fc.record(
  {
    key: fc.tuple(count, count),
    batch: count,
    epoch: count,
    step: count,
    position: count,
    monitor: fc.record({ best: number, waited: count }, { noNullPrototype: true }),
    history: fc.array(epoch, { maxLength: 3 }),
  },
  { noNullPrototype: true },
)

describe('progress as JSON', () => {
  it('comes back to the last bit, with NaN, infinities and -0', () => {
    fc.assert(
      fc.property(progress, (given) => {
        // safe: its tensors are not read
        const text = exactJson(plainProgress(given as unknown as Progress))
        const read = readProgress(JSON.parse(text), 'progress')
        expect(read).toEqual({ _tag: 'Right', right: given })
        // and so the same bytes again
        expect(exactJson(plainProgress((read as { right: unknown }).right as Progress))).toBe(text)
      }),
    )
  })

  const whole = {
    key: [1, 2],
    batch: 1,
    epoch: 1,
    step: 1,
    position: 0,
    monitor: { best: '-Infinity', waited: 0 },
    history: [{ epoch: 1, step: 1, training: { objective: 1, parts: [] }, validation: null }],
  }
  const inHistory = (change: object) => ({ ...whole, history: [{ ...whole.history[0], ...change }] })

  it.each([
    [3, 'has 3 for progress, which needs a record'],
    [{ ...whole, step: -1 }, 'has -1 for step, which needs a whole number'],
    [{ ...whole, key: [1] }, 'has [1] for key, which needs two words'],
    [{ ...whole, key: 'x' }, 'has x for key, which needs a list'],
    [{ ...whole, monitor: { best: 'high', waited: 0 } }, 'has high for best, which needs a number'],
    [inHistory({ validation: 3 }), 'has 3 for validation, which needs a record'],
    [
      inHistory({ training: { objective: 1, parts: [{ weight: 1, value: 1 }] } }),
      'has undefined for name, which needs text',
    ],
    [
      inHistory({ training: { objective: 1, parts: [{ name: 'a', weight: 1, value: 1, unit: 3 }] } }),
      'has 3 for unit, which needs text',
    ],
  ])('is refused where it is %j', (given, left) =>
    expect(readProgress(given, 'progress')).toEqual({ _tag: 'Left', left }),
  )
})
