import { expect, it } from 'vitest'
import * as StudentT from '../../src/distributions/studentT.js'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { affine, some } from './reference.js'

onCpu()

const head = Layer.sequence(Layer.studentTHead({ degrees: 4 })(3, 2))

it('makes a location and a log-scale within -5 and 5 of one map each, at its degrees', () =>
  scoped(() => {
    const params = [
      {
        location: { weight: tensorOf([3, 2], [3, 2], some(6, 2)), bias: tensorOf([2], [2], [3, -4]) },
        logScale: { weight: tensorOf([3, 2], [3, 2], some(6, 3)), bias: tensorOf([2], [2], [9, 0]) },
      },
    ] as const
    const q = head.apply(params)(tensorOf(['batch', 3], [4, 3], some(12, 1)))
    expect([head.kind, head.family, q.location.shape]).toEqual(['StudentT', StudentT.family, ['batch', 2]])
    expectNear(valuesOf(q.location), affine(4, 3, 2)(some(12, 1), some(6, 2), [3, -4]))
    const raw = affine(4, 3, 2)(some(12, 1), some(6, 3), [9, 0])
    expectNear(
      valuesOf(q.logScale),
      raw.map((each) => 5 * Math.tanh(each / 5)),
    )
    expect(valuesOf(q.degrees)).toEqual([4])
    expect(Object.keys(head.init(from(1))[0])).toEqual(['location', 'logScale'])
  }))

it('refuses degrees that are not above 0', () => {
  const given = 0 as number
  expect(() => Layer.studentTHead({ degrees: given })).toThrow(
    new ShapeError('studentTHead: the degrees must be a positive number, not 0'),
  )
})
