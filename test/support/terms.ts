/** Terms of given numbers, to join: what a model would supply is in the test. */

import { formula } from '../../src/losses/formula.js'
import type { Term } from '../../src/losses/term.js'
import { atom, type Sense } from '../../src/losses/term.js'
import * as T from '../../src/tensors/index.js'
import { scoped, tensorOf, valuesOf } from './engine.js'

/** A term of the axis batch whose two numbers are given. */
export const batchOf = <const Name extends string, const Direction extends Sense>(
  name: Name,
  sense: Direction,
  nats: readonly [number, number],
): Term<readonly ['batch'], Direction, `+${Name}`, unknown> =>
  atom(`+${name}`, {
    axes: ['batch'] as const,
    sense,
    needs: [],
    formula: formula(name, `\\${name}`),
    nats: () => tensorOf(['batch'], [2], nats),
  })

/** A term of the axes samples and batch whose six numbers are given, samples outermost. */
export const samplesOf = <const Name extends string, const Direction extends Sense>(
  name: Name,
  sense: Direction,
  nats: readonly [number, number, number, number, number, number],
): Term<readonly ['samples', 'batch'], Direction, `+${Name}`, unknown> =>
  atom(`+${name}`, {
    axes: ['samples', 'batch'] as const,
    sense,
    needs: [],
    formula: formula(name, `\\${name}`),
    nats: () => tensorOf(['samples', 'batch'], [3, 2], nats),
  })

/** What a term is worth for what is supplied: its numbers, their sizes and its parts. */
export const worth = <Needs>(
  term: {
    readonly evaluate: (supplied: Needs) => { readonly value: T.AnyTensor; readonly parts: readonly T.AnyTensor[] }
  },
  supplied: Needs,
) =>
  scoped(() => {
    const { value, parts } = term.evaluate(supplied)
    return {
      value: valuesOf(value),
      shape: value.shape,
      sizes: value.sizes,
      parts: parts.map((part) => valuesOf(part)[0] ?? Number.NaN),
      mean: valuesOf(T.meanOfAll(value as T.Tensor<readonly unknown[]>))[0] ?? Number.NaN,
    }
  })
