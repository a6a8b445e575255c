import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { reduceKeepDims } from '../../src/shapes/reduce.js'
import * as T from '../../src/tensors/index.js'
import { KEEPING } from '../shapes/cases.js'
import { conforms } from '../support/conformance.js'
import { hostOf, onEach } from '../support/engine.js'

const VALUES = [1, -2, 0.5, 3, 0.25, -1]
const x = hostOf(['batch', 3], [2, 3], VALUES)
const rows = (values: readonly number[] | undefined) => [values?.slice(0, 3) ?? [], values?.slice(3) ?? []]
const total = (row: readonly number[]) => row.reduce((sum, each) => sum + each, 0)

describe('the rule', () => {
  it.each(KEEPING)('$left by $right gives $gives', ({ left, right, gives }) =>
    expect(reduceKeepDims(left, right)).toEqual(gives),
  )
})

onEach(() => {
  for (const [name, run, reference] of [
    ['sum', T.keepDims.sum, total],
    ['mean', T.keepDims.mean, (row: readonly number[]) => total(row) / 3],
    ['max', T.keepDims.max, (row: readonly number[]) => Math.max(...row)],
    ['logSumExp', T.keepDims.logSumExp, (row: readonly number[]) => Math.log(total(row.map(Math.exp)))],
  ] as const)
    conforms(name, {
      inputs: [x],
      operation: (given) => pipe(given, run(-1)),
      gives: [
        ['batch', 1],
        [2, 1],
      ],
      reference: (values) => rows(values).map(reference),
    })
})
