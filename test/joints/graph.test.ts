import { describe, expect, it } from 'vitest'
import { DiagonalNormal, Joint, Layer } from '../../src/index.js'
import {
  type Ancestors,
  ancestors,
  type Drawn,
  type DrawnInOrder,
  isDrawn,
  type Parents,
  type Sources,
  sources,
} from '../../src/joints/graph.js'

const { dense, normalHead, sequence } = Layer
const head = sequence(normalHead(2, 2))

// x given; h of x; z1 of h; z2 of z1
const joint = Joint.of(
  Joint.given('x', [2]),
  Joint.value('h', sequence(dense(2, 2)), 'x'),
  Joint.variable('z1', head, 'h'),
  Joint.variable('z2', head, 'z1'),
  Joint.variable('z0', DiagonalNormal.standard(2)),
)
type Variables = typeof joint.variables

/** The same name in the types and when the program runs. */
const all = <Names extends string>(...names: readonly Names[]): readonly string[] => names

describe('the graph of a joint distribution', () => {
  it('has ancestors through everything', () => {
    expect([...ancestors(joint, 'z2')].sort()).toEqual(all<Ancestors<Variables, 'z2'>>('h', 'x', 'z1'))
    expect([...ancestors(joint, 'z0')]).toEqual(all<Ancestors<Variables, 'z0'>>())
  })

  it('has sources through what is computed, and no further', () => {
    expect([...sources(joint, 'z1')]).toEqual(all<Sources<Variables, 'z1'>>('x'))
    expect([...sources(joint, 'z2')]).toEqual(all<Sources<Variables, 'z2'>>('z1'))
    const ofZ1: Parents<Variables, 'z1'> = 'h'
    expect(Object.keys(joint.variables.z1.needs)).toEqual([ofZ1])
  })

  it('knows what is drawn, in its order', () => {
    const drawn: DrawnInOrder<Variables, typeof joint.order> = ['z1', 'z2', 'z0']
    const names: readonly Drawn<Variables>[] = drawn
    expect(
      Object.values(joint.variables)
        .filter(isDrawn)
        .map(({ name }) => name),
    ).toEqual(names)
  })
})
