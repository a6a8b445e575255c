import { describe, expect, it } from 'vitest'
import { DiagonalNormal, Joint, Layer } from '../../src/index.js'
import { ShapeError } from '../../src/shapes/defect.js'

const { bernoulliHead, dense, normalHead, sequence } = Layer

const z = Joint.variable('z', DiagonalNormal.standard(20))
const x = Joint.variable('x', sequence(dense(20, 50), bernoulliHead(784)), 'z')
const label = Joint.given('label', [10], 'oneHot')
const ofLabel = Joint.variable('x', sequence(dense(10, 20), bernoulliHead(784)), 'label')

/** What the types refuse, as a cast lets it through. */
const of = (...parts: readonly unknown[]): unknown => Joint.of(...(parts as readonly never[]))

describe('a joint distribution', () => {
  it('has its variables by their names, in the order of their definition', () => {
    const joint = Joint.of(label, z, Joint.variable('x', sequence(dense(20, 50), bernoulliHead(784)), 'z'))
    expect(joint.order).toEqual(['label', 'z', 'x'])
    expect(joint.variables.x.needs).toEqual({ z: [20] })
    expect([joint.variables.label.over, joint.variables.x.over, joint.variables.z.from]).toEqual([
      'oneHot',
      'binary',
      'StandardNormal',
    ])
  })

  it.each([
    ['joint: x is given z [20], but z is [10]', [Joint.variable('z', DiagonalNormal.standard(10)), x]],
    ['joint: z is not defined: observe it with Joint.given or define it before x', [x]],
    ['joint: label is not defined: observe it with Joint.given or define it before x', [z, ofLabel]],
    ['joint: x is given z, which is defined after it: define it before x', [x, z]],
    ['joint: z is given itself', [Joint.variable('z', sequence(normalHead(20, 20)), 'z')]],
    ['joint: z is defined twice', [z, z]],
    ['joint: x is given label [10], but label is [7]', [Joint.given('label', [7]), ofLabel]],
    ['joint: variable 2 is not a variable', [z, sequence(dense(2, 3))]],
    ['joint: variable 1 is not a variable', ['z']],
    ['joint: takes one variable or more but is given none', []],
  ])('refuses in the words of the compiler: %s', (message, parts) => {
    expect(() => of(...parts)).toThrow(new ShapeError(message))
  })
})
