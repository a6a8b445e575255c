/** Every simplification, alone: it applies somewhere, and changes no value. */
import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Rule, rules } from '../../../src/compiler/index.js'
import { cases } from '../cases.js'
import { distance, inputsOf, interpretCase, traceGradients } from '../run.js'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

/** The rule, and a way to ask how often it applied. */
const counted = (rule: Rule): { readonly rule: Rule; readonly applied: () => number } => {
  let count = 0
  const simplify: Rule['simplify'] = (builder, proposal) => {
    const result = rule.simplify(builder, proposal)
    if (result !== undefined) count++
    return result
  }
  return { rule: { ...rule, simplify }, applied: () => count }
}

describe.each(rules.map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
  test('applies, and keeps every value', () => {
    let applied = 0
    for (const given of Object.values(cases)) {
      const { rule: alone, applied: times } = counted(rule)
      const graph = traceGradients(given, [alone])
      if (times() === 0) continue
      applied++
      const inputs = inputsOf(given)
      const wanted = interpretCase(traceGradients(given, []), inputs)
      interpretCase(graph, inputs).forEach((got, index) => {
        expect(distance(wanted[index] ?? [], got)).toBeLessThan(1e-6)
      })
      // Every place a rule applies is tested by the whole list; alone, a few are enough.
      if (applied === 12) break
    }
    expect(applied).toBeGreaterThan(0)
  })
})

test('rules have names of their own', () => {
  expect(new Set(rules.map((rule) => rule.name)).size).toBe(rules.length)
})
