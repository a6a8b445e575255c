import { expect, it } from 'vitest'
import * as PowerSpherical from '../../src/distributions/powerSpherical.js'
import * as Layer from '../../src/layers/index.js'
import { from } from '../../src/random/key.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import { affine, bounded, some } from './reference.js'

onCpu()

const head = Layer.sequence(Layer.powerSphericalHead(3, 2))

it('makes a direction and one log-concentration within -10 and 10 of one map each', () =>
  scoped(() => {
    const params = [
      {
        direction: { weight: tensorOf([3, 2], [3, 2], some(6, 2)), bias: tensorOf([2], [2], [3, -4]) },
        logConcentration: { weight: tensorOf([3, 1], [3, 1], some(3, 3)), bias: tensorOf([1], [1], [12]) },
      },
    ] as const
    const q = head.apply(params)(tensorOf(['batch', 3], [4, 3], some(12, 1)))
    expect([head.kind, head.family, q.direction.shape, q.logConcentration.shape]).toEqual([
      'PowerSpherical',
      PowerSpherical.family,
      ['batch', 2],
      ['batch'],
    ])
    const raw = affine(4, 3, 2)(some(12, 1), some(6, 2), [3, -4])
    const lengths = raw.map((_, at) => Math.hypot(raw[at - (at % 2)] as number, raw[at - (at % 2) + 1] as number))
    expectNear(
      valuesOf(PowerSpherical.meanDirection(q)),
      raw.map((each, at) => each / (lengths[at] as number)),
    )
    expectNear(valuesOf(q.logConcentration), affine(4, 3, 1)(some(12, 1), some(3, 3), [12]).map(bounded))
    expect(Object.keys(head.init(from(1))[0])).toEqual(['direction', 'logConcentration'])
  }))
