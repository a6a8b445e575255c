import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { line, type Metric, parse } from '../../src/reports/metrics.js'
import { epoch, rightOf, stepped } from './runs.js'

// -0 is 0 in JSON
const number = fc.double().map((value) => (Object.is(value, -0) ? 0 : value))
const count = fc.nat()
const name = fc.string({ unit: 'grapheme' })
const own = { objective: number, parts: fc.array(fc.record({ name, weight: number, value: number }), { maxLength: 3 }) }
const values = fc.record(
  { ...own, others: fc.array(fc.record({ player: name, ...own }), { minLength: 1, maxLength: 2 }) },
  { requiredKeys: ['objective', 'parts'] },
)
const norms = fc.record({ player: name, part: name, gradient: number, update: number })
const metric: fc.Arbitrary<Metric> = fc.oneof(
  fc.record(
    {
      _tag: fc.constant('Stepped' as const),
      epoch: count,
      step: count,
      values,
      norms: fc.array(norms, { maxLength: 3 }),
    },
    { requiredKeys: ['_tag', 'epoch', 'step', 'values'] },
  ),
  fc.record({
    _tag: fc.constant('EpochEnded' as const),
    epoch: count,
    step: count,
    seconds: number,
    training: values,
    validation: fc.option(values),
  }),
)

describe('line', () => {
  it('has the step, the objective and each part, unweighted and weighted', () => {
    const { epoch, step, values } = stepped(8, 3)
    expect(JSON.parse(line({ _tag: 'Stepped', epoch, step, values }))).toEqual({
      kind: 'step',
      epoch: 3,
      step: 8,
      objective: -213,
      parts: [
        { name: 'log p(x|z)', title: 'Reconstruction', weight: 1, unweighted: -192, weighted: -192 },
        { name: 'KL(q(z|x) || p(z))', title: 'KL divergence', weight: -1, unweighted: 21, weighted: -21 },
      ],
    })
  })

  it('has the means of an epoch and its validation', () => {
    expect(JSON.parse(line({ _tag: 'EpochEnded', ...epoch(2, true) }))).toMatchObject({
      kind: 'epoch',
      epoch: 2,
      step: 6,
      seconds: 0.5,
      objective: -173,
      validation: { objective: -174.5, parts: [{ unweighted: -150 }, { unweighted: 24.5, weighted: -24.5 }] },
    })
    expect(JSON.parse(line({ _tag: 'EpochEnded', ...epoch(2, false) })).validation).toBeNull()
  })

  it('has the other players, each with its objective and its parts', () => {
    const { step, values } = stepped(8)
    const others = [{ player: 'p', ...values, objective: -2 }]
    expect(JSON.parse(line({ _tag: 'Stepped', epoch: 1, step, values: { ...values, others } })).others).toMatchObject([
      { player: 'p', objective: -2, parts: [{ unweighted: -192 }, { unweighted: 21, weighted: -21 }] },
    ])
  })

  it('is empty for the beginning and the end', () => {
    expect(line({ _tag: 'Finished', steps: 3, secondsPerStep: 1, stopped: 'epochs' })).toBe('')
  })

  it('is one line, whatever the names', () => {
    fc.assert(
      fc.property(metric, (each) => {
        expect(line(each).split('\n').slice(1)).toEqual([''])
      }),
    )
  })
})

describe('parse', () => {
  it('gives back what was written, numbers that are none too', () => {
    fc.assert(
      fc.property(fc.array(metric), (all) => {
        expect(rightOf(parse('m.jsonl')(all.map(line).join('')))).toEqual(all)
      }),
    )
  })

  const words = (text: string) => {
    const result = parse('m.jsonl')(text)
    return result._tag === 'Left' ? [result.left._tag, result.left.message] : 'right'
  }
  const good = line(stepped(1))
  const changed = (change: object) => `${JSON.stringify({ ...JSON.parse(good), ...change })}\n`

  it.each([
    [`${good}{"kind":`, 'line 2: is not JSON'],
    [`${good}\n${good}`, 'line 2: is not JSON'],
    ['[]\n', 'line 1: needs an object as its value but has []'],
    [changed({ kind: 'stage' }), 'line 1: needs step or epoch as its kind but has "stage"'],
    [changed({ step: 1.5 }), 'line 1: needs a whole number as its step but has 1.5'],
    [changed({ objective: null }), 'line 1: needs a number as its objective but has null'],
    [changed({ objective: 'much' }), 'line 1: needs a number as its objective but has "much"'],
    [changed({ parts: {} }), 'line 1: needs a list as its parts but has {}'],
    [changed({ parts: [{ weight: 1, unweighted: 2 }] }), 'line 1: needs a text as its name but has none'],
    [changed({ kind: 'epoch', seconds: 1, validation: 3 }), 'line 1: needs an object as its validation but has 3'],
  ])('refuses %s', (text, reason) => {
    expect(words(text)).toEqual(['FileDamaged', `metrics: m.jsonl ${reason}`])
  })
})
