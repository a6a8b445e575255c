import { expect, it } from 'vitest'
import { ShapeError } from '../../src/shapes/defect.js'
import { mergeClasses, nameClasses, splitClasses } from '../../src/tensors/classes.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onCpu, onEach, scoped, tensorOf } from '../support/engine.js'

const NUMBERS = Array.from({ length: 12 }, (_, at) => at - 3.5)
const same = (x: readonly number[] | undefined) => x as readonly number[]

onEach(() => {
  conforms('splitClasses', {
    inputs: [hostOf(['batch', 'latent'], [2, 6], NUMBERS)],
    operation: (x) => splitClasses(3)<readonly ['batch'], 'latent'>(x),
    gives: [
      ['batch', 'variables', 'classes'],
      [2, 2, 3],
    ],
    reference: same as never,
  })

  conforms('mergeClasses', {
    inputs: [hostOf(['batch', 'variables', 'classes'], [2, 2, 3], NUMBERS)],
    operation: (x) => mergeClasses('latent')<readonly ['batch']>(x),
    gives: [
      ['batch', 'latent'],
      [2, 6],
    ],
    reference: same as never,
  })

  conforms('nameClasses', {
    inputs: [hostOf(['batch', 1, 2, 3], [2, 1, 2, 3], NUMBERS)],
    operation: (x) => nameClasses(x),
    gives: [
      ['batch', 'variables', 'classes'],
      [2, 2, 3],
    ],
    reference: same as never,
  })
})

onCpu()

it('refuses an axis that the classes do not divide', () =>
  scoped(() =>
    expect(() => splitClasses(4)<readonly ['batch'], 'latent'>(tensorOf(['batch', 'latent'], [2, 6], NUMBERS))).toThrow(
      new ShapeError('splitClasses: [batch, latent] has 6 numbers, not a multiple of 4 classes'),
    ),
  ))
