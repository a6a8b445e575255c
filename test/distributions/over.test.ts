import { describe, expect, it } from 'vitest'
import { refuseApart, refuseOtherEvent } from '../../src/distributions/over.js'
import * as Standard from '../../src/distributions/standardNormal.js'
import { ShapeError } from '../../src/shapes/defect.js'
import { named } from '../../src/shapes/named.js'
import { onCpu, scoped, tensorOf } from '../support/engine.js'

onCpu()

const rows = (...shape: readonly (number | string)[]) => tensorOf(shape, [2, 3], [1, 2, 3, 4, 5, 6])

describe('refuseApart', () => {
  it('takes distributions over the same', () => scoped(() => refuseApart('Kl', rows('batch', 3), rows('batch', 3))))

  it('refuses others, in words', () =>
    scoped(() => {
      expect(() => refuseApart('Kl', rows('batch', 3), rows('rows', 3))).toThrow(
        new ShapeError('Kl: q is over [batch, 3] but p is over [rows, 3]'),
      )
      expect(() => refuseApart('Kl', rows('batch', 'n'), tensorOf(['batch', 'n'], [2, 1], [1, 2]))).toThrow(
        new ShapeError('Kl: n is 1 in p [batch, n] and 3 in q [batch, n]'),
      )
    }))
})

describe('refuseOtherEvent', () => {
  it('takes a prior over the event', () =>
    scoped(() => {
      refuseOtherEvent('Kl', rows('batch', 3), Standard.standard(3))
      refuseOtherEvent('Kl', rows('batch', 'n'), Standard.standard(named('n', 3)))
    }))

  it('refuses another, in words', () =>
    scoped(() => {
      expect(() => refuseOtherEvent('Kl', rows('batch', 3), Standard.standard(4))).toThrow(
        new ShapeError('Kl: q is over [3] but p is over [4]'),
      )
      expect(() => refuseOtherEvent('Kl', rows('batch', 'n'), Standard.standard(named('n', 4)))).toThrow(
        new ShapeError('Kl: n is 4 in p [n] and 3 in q [n]'),
      )
    }))
})
