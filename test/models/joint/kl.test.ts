/**
 * The condition under which the KL divergence of one latent stands in closed form, held against exact sums: all pairs of graphs
 * of two and three bits, with random tables. The divergence in closed form is the mean over q of that of two Bernoulli
 * distributions; it is right where it equals the mean of `log q - log p`.
 */

import { describe, expect, it } from 'vitest'
import { Categorical, DiagonalNormal, Joint, Layer } from '../../../src/index.js'
import type { AnyJoint } from '../../../src/joints/joint.js'
import type { AnyVariable } from '../../../src/joints/variable.js'
import { closedFault } from '../../../src/models/joint/kl.js'

// -----------------------------------------------------------------------------
// graphs of bits
// -----------------------------------------------------------------------------

/** For each bit the bits that it is drawn from. */
type Graph = readonly (readonly number[])[]

const range = (length: number): readonly number[] => Array.from({ length }, (_, index) => index)

/** The bits in an order in which each comes after those that it is drawn from, or `null` where there is a circle. */
const ordered = (graph: Graph): readonly number[] | null => {
  const found: number[] = []
  for (const _ of graph) {
    const next = range(graph.length).find(
      (bit) => !found.includes(bit) && (graph[bit] ?? []).every((parent) => found.includes(parent)),
    )
    if (next === undefined) return null
    found.push(next)
  }
  return found
}

const graphsOf = (bits: number): readonly Graph[] => {
  const edges = range(bits).flatMap((from) => range(bits).flatMap((to) => (from === to ? [] : [[from, to] as const])))
  return range(2 ** edges.length)
    .map((mask) =>
      range(bits).map((bit) => edges.flatMap(([from, to], at) => (to === bit && (mask >> at) & 1 ? [from] : []))),
    )
    .filter((graph) => ordered(graph) !== null)
}

/** Numbers that look random: a linear congruence. */
const random = (() => {
  let state = 7
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
})()

/** The probability of a 1 of each bit, for all values of those that it is drawn from. */
type Tables = readonly (readonly number[])[]

const tablesOf = (graph: Graph): Tables =>
  graph.map((parents) => range(2 ** parents.length).map(() => 0.1 + 0.8 * random()))

const oneAt = (graph: Graph, tables: Tables, bit: number, z: number): number => {
  const place = (graph[bit] ?? []).reduce((at, parent, index) => at + ((z >> parent) & 1) * 2 ** index, 0)
  return tables[bit]?.[place] as number
}

const probability = (graph: Graph, tables: Tables, bit: number, z: number): number =>
  (z >> bit) & 1 ? oneAt(graph, tables, bit, z) : 1 - oneAt(graph, tables, bit, z)

/** `E_q[log q - log p]` of a bit, and `E_q[KL(q || p)]` of it: sums over all values of all bits. */
const sumsOf = (p: Graph, q: Graph, ofP: Tables, ofQ: Tables, bit: number) => {
  let [bySamples, closed] = [0, 0]
  for (const z of range(2 ** q.length)) {
    const weight = range(q.length).reduce((all, each) => all * probability(q, ofQ, each, z), 1)
    bySamples += weight * Math.log(probability(q, ofQ, bit, z) / probability(p, ofP, bit, z))
    const [a, b] = [oneAt(q, ofQ, bit, z), oneAt(p, ofP, bit, z)]
    closed += weight * (a * Math.log(a / b) + (1 - a) * Math.log((1 - a) / (1 - b)))
  }
  return { bySamples, closed }
}

// -----------------------------------------------------------------------------
// the same graphs of normal variables, which have a gradient
// -----------------------------------------------------------------------------

const normal = Joint.variable('z0', DiagonalNormal.standard(1)) as AnyVariable
const network = Joint.variable('z0', Layer.sequence(Layer.normalHead(1, 1)), 'x') as AnyVariable

const nameOf = (bit: number): string => `z${bit}`

const jointOf = (graph: Graph): AnyJoint => {
  const variables = graph.map((parents, bit): AnyVariable => {
    const takes = Object.fromEntries(parents.map((parent) => [nameOf(parent), normal.built.event]))
    return { ...network, name: nameOf(bit), built: { ...network.built, takes } }
  })
  return {
    variables: Object.fromEntries(variables.map((each) => [each.name, each])),
    order: (ordered(graph) ?? []).map(nameOf),
  }
}

describe('the KL divergence of one latent', () => {
  it.each([
    [2, 18, 16],
    [3, 1875, 1488],
  ])('stands in closed form for graphs of %i bits exactly where the sums are equal', (bits, all, equal) => {
    const graphs = graphsOf(bits).map((graph) => ({ graph, joint: jointOf(graph) }))
    const names = range(bits).map(nameOf)
    const found = graphs.flatMap((p) =>
      graphs.flatMap((q) => {
        const [ofP, ofQ] = [tablesOf(p.graph), tablesOf(q.graph)]
        return range(bits).map((bit) => {
          const { bySamples, closed } = sumsOf(p.graph, q.graph, ofP, ofQ, bit)
          const fault = closedFault(p.joint, q.joint, names, nameOf(bit))
          return { isEqual: Math.abs(bySamples - closed) < 1e-9, isClosed: fault === null }
        })
      }),
    )
    expect(found).toHaveLength(all)
    expect(found.filter(({ isEqual }) => isEqual)).toHaveLength(equal)
    expect(found.filter(({ isEqual, isClosed }) => isEqual !== isClosed)).toEqual([])
  })

  // z2 is drawn from z1 and z1 from y: the mean over samples of z1 moves with q(y), and through y there is no gradient
  it('is refused where samples that it depends on are drawn from one without a gradient', () => {
    const x = Joint.given('x', [2])
    const joined = Layer.sequence(Layer.inputs({ x: [2], y: [3] }), Layer.concat('x', 'y'), Layer.normalHead(1))
    const q = Joint.of(
      x,
      Joint.variable('y', Layer.sequence(Layer.categoricalHead(2, 3)), 'x'),
      Joint.variable('z1', joined),
      Joint.variable('z2', Layer.sequence(Layer.normalHead(1, 1)), 'z1'),
    ) as unknown as AnyJoint
    const p = Joint.of(
      Joint.variable('y', Categorical.standard(3)),
      Joint.variable('z1', DiagonalNormal.standard(1)),
      Joint.variable('z2', DiagonalNormal.standard(1)),
    ) as unknown as AnyJoint
    const names = ['y', 'z1', 'z2']
    const blocked = 'the KL of z2 depends on y, through whose samples no gradient goes: take Elbo.scoreFunction'
    expect(closedFault(p, q, names, 'y')).toBe(null)
    expect(closedFault(p, q, names, 'z1')).toBe(blocked.replace('z2', 'z1'))
    expect(closedFault(p, q, names, 'z2')).toBe(blocked)
    expect(closedFault(p, q, names, 'z2', 'y')).toBe(null)
  })
})
