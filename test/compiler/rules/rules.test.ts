/** Every simplification, alone: it applies somewhere, and changes no value. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Rule, rules } from '../../../src/compiler/index.js'
import { cases } from '../cases.js'
import { type Case, compiled, distance, inputsOf, interpretCase, traceGradients } from '../run.js'

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

describe('a sum of softplus', () => {
  // the sum by double precision, of float32 logits: terms of e⁻¹⁷, which 1 + v would lose, to those of ln 2
  test.each([-80, -17, -9, -3, 0])('keeps its digits, one and many: logits of %d', async (offset) => {
    const given: Case = {
      shapes: [[2, 67]],
      f: (x) => tf.sum(tf.softplus(x ?? tf.scalar(0))),
      scale: 1,
      offset,
    }
    const [logits = new Float32Array()] = inputsOf(given)
    const exact = logits.reduce((sum, x) => sum + Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), 0)
    const graph = traceGradients(given)
    const sums = [interpretCase(graph, [logits]), await compiled(given, graph, [logits])].map(([sum]) => sum?.[0] ?? 0)
    for (const sum of sums) expect(Math.abs(sum / exact - 1)).toBeLessThan(5e-7)
  })
})
