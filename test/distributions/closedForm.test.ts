import { expect, it } from 'vitest'
import { closedForm, hasClosedForm } from '../../src/distributions/closedForm.js'
import * as Normal from '../../src/distributions/diagonalNormal.js'
import * as Kl from '../../src/distributions/kl.js'
import * as Laplace from '../../src/distributions/laplace.js'
import * as Standard from '../../src/distributions/standardNormal.js'
import { ShapeError } from '../../src/shapes/refusal.js'
import { onCpu, scoped, tensorOf, valuesOf } from '../support/engine.js'
import { LOG_VARIANCE, MEAN, OTHER_LOG_VARIANCE, OTHER_MEAN } from './laws.js'

onCpu()

const of = (values: readonly number[]) => tensorOf(['batch', 3], [2, 3], values)
const normal = () => Normal.make<'batch', readonly [3]>(of(MEAN), of(LOG_VARIANCE))
const otherNormal = () => Normal.make<'batch', readonly [3]>(of(OTHER_MEAN), of(OTHER_LOG_VARIANCE))
const laplace = () => Laplace.make<'batch', readonly [3]>(of(MEAN), of(LOG_VARIANCE))
const otherLaplace = () => Laplace.make<'batch', readonly [3]>(of(OTHER_MEAN), of(OTHER_LOG_VARIANCE))

it('is the function of its pair', () =>
  scoped(() => {
    const standard = Standard.standard(3)
    expect(valuesOf(closedForm(normal(), standard))).toEqual(valuesOf(Kl.toStandardNormal(standard)(normal())))
    expect(valuesOf(closedForm(normal(), otherNormal()))).toEqual(
      valuesOf(Kl.toDiagonalNormal(otherNormal())(normal())),
    )
    expect(valuesOf(closedForm(laplace(), otherLaplace()))).toEqual(valuesOf(Kl.toLaplace(otherLaplace())(laplace())))
  }))

it('knows which pairs there are', () => {
  expect(hasClosedForm('DiagonalNormal', 'StandardNormal')).toBe(true)
  expect(hasClosedForm('Laplace', 'Laplace')).toBe(true)
  expect(hasClosedForm('Laplace', 'StandardNormal')).toBe(false)
  expect(hasClosedForm('StandardNormal', 'DiagonalNormal')).toBe(false)
})

it('refuses a pair without one, where a cast has let it through, in the words of the compiler', () =>
  scoped(() => {
    expect(() => closedForm(laplace(), Standard.standard(3) as never)).toThrow(
      new ShapeError(
        'Kl.closedForm: there is none from Laplace to StandardNormal: take the mean of log q - log p over samples of q',
      ),
    )
  }))
