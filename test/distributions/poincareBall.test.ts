import { expect, it } from 'vitest'
import { fromCenter, inBall, logStretch, logVolumeInBall, ofBall } from '../../src/distributions/poincareBall.js'
import * as T from '../../src/tensors/index.js'
import { conforms } from '../support/conformance.js'
import { differences } from '../support/differences.js'
import { hostOf, onCpu, onEach, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { expectNear } from '../support/near.js'
import * as Mobius from './mobius.js'

const U = [0.5, -1, 2, 0.01, -0.02, 0, 3, -4, 6]
const rows = (values: readonly number[] | undefined) => [0, 3, 6].map((at) => (values ?? []).slice(at, at + 3))
const EVENT = [3] as const
type Batch = readonly ['batch']

/** The determinant of a matrix of three rows. */
const determinant = ([a = [], b = [], c = []]: readonly (readonly number[])[]) => {
  const [[a0 = 0, a1 = 0, a2 = 0], [b0 = 0, b1 = 0, b2 = 0], [c0 = 0, c1 = 0, c2 = 0]] = [a, b, c]
  return a0 * (b1 * c2 - b2 * c1) - a1 * (b0 * c2 - b2 * c0) + a2 * (b0 * c1 - b1 * c0)
}

/** How the volume changes from vectors to points of the ball, by differences in float64. */
const logVolume = (u: readonly number[]) =>
  Math.log(
    Math.abs(
      determinant(
        [0, 1, 2].map(
          (at) => differences((each) => Mobius.inBall(each as readonly number[])[at] as number, [u])[0] ?? [],
        ),
      ),
    ),
  )

const given = { inputs: [hostOf(['batch', 3], [3, 3], U)] as const }
const vectors = {
  ...given,
  gives: [
    ['batch', 3],
    [3, 3],
  ] as [readonly unknown[], readonly number[]],
}
const lengths = { ...given, gives: [['batch'], [3]] as [readonly unknown[], readonly number[]] }

onEach(() => {
  conforms('inBall', {
    ...vectors,
    operation: (u) => inBall(EVENT)<Batch>(u),
    reference: (u) => rows(u).flatMap(Mobius.inBall),
  })

  conforms('ofBall', {
    ...vectors,
    operation: (u) => ofBall(EVENT)<Batch>(T.mulScalar(0.1)(u)),
    reference: (u) => rows(u).flatMap((each) => Mobius.ofBall(Mobius.times(0.1, each))),
  })

  conforms('logStretch', {
    ...lengths,
    operation: (u) => logStretch(EVENT, 3)<Batch>(u),
    reference: (u) => rows(u).map((each) => 2 * Math.log(Math.sinh(Mobius.lengthOf(each)) / Mobius.lengthOf(each))),
  })

  conforms('logVolumeInBall', {
    ...lengths,
    operation: (u) => logVolumeInBall(EVENT, 3)<Batch>(u),
    reference: (u) =>
      rows(u).map((each) => {
        const length = Mobius.lengthOf(each)
        return 2 * Math.log(Math.tanh(length / 2) / length) - 2 * Math.log(Math.cosh(length / 2)) - Math.LN2
      }),
  })
})

onCpu()

it('the volume is that of the map, by differences, and at the center a half for each number', () =>
  scoped(() => {
    const found = valuesOf(logVolumeInBall(EVENT, 3)<Batch>(tensorOf(['batch', 3], [3, 3], U)))
    expectNear(found, rows(U).map(logVolume), { absolute: 2e-5, relative: 2e-5 })
    const center = logVolumeInBall(EVENT, 3)<Batch>(tensorOf(['batch', 3], [1, 3], [0, 0, 0]))
    expectNear(valuesOf(center), [-3 * Math.LN2], { absolute: 2e-5, relative: 0 })
  }))

it('no point is on the border, and one that is there has a vector', () =>
  scoped(() => {
    const far = tensorOf(['batch', 3], [2, 3], [1e6, 3, -2, 20, 30, 0])
    for (const row of rows(valuesOf(inBall(EVENT)<Batch>(far))).slice(0, 2))
      expect(Mobius.lengthOf(row)).toBeLessThan(1)
    const border = tensorOf(['batch', 3], [1, 3], [0, 1, 0])
    expectNear(valuesOf(ofBall(EVENT)<Batch>(border)), [0, Math.log(2 ** 23), 0], { absolute: 1e-3, relative: 1e-3 })
  }))

it('as a coordinate of samples its volume is in parts, one for each number', () =>
  scoped(() => {
    const u = tensorOf(['samples', 'batch', 'latent'], [3, 1, 3], U)
    const parts = valuesOf(fromCenter.logVolume(u))
    expectNear(
      rows(parts).map((each) => each.reduce((sum, part) => sum + part, 0)),
      valuesOf(logVolumeInBall(['latent'] as const, 3)<readonly ['samples', 'batch']>(u)),
    )
    expectNear(valuesOf(fromCenter.of(inBall(['latent'] as const)<readonly ['samples', 'batch']>(u))), U, {
      absolute: 1e-3,
      relative: 1e-4,
    })
  }))
