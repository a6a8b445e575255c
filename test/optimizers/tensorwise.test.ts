import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { tensorwise } from '../../src/optimizers/tensorwise.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import { onCpu } from '../support/engine.js'
import { bowl, numbers, treeOf, walk } from '../support/walk.js'

onCpu()

describe('tensorwise', () => {
  const seen: (readonly [string, readonly number[]])[] = []
  const optimizer = tensorwise({
    name: 'mine',
    fault: null,
    scalars: () => [],
    remembers: 1,
    update:
      () =>
      (gradient, param, [before = param], path) => {
        seen.push([path, gradient.sizes])
        return { param: pipe(param, T.same.sub(gradient)), state: [pipe(before, T.same.add(gradient))] }
      },
  })

  it('gives each tensor on its own to its rule, with its path', () => {
    const [after] = walk(optimizer, { slope: bowl, steps: 1 })
    expect(seen).toEqual([
      ['encoder', [3, 2]],
      ['bias', [2]],
      ['kernel', [2, 1, 2]],
    ])
    const slope = bowl(numbers(1), 1).map(Math.fround)
    expect(after?.state).toEqual([slope])
    expect(after?.place).toEqual(numbers(1).map((each, at) => Math.fround(each - (slope[at] ?? 0))))
  })

  it('refuses settings that are out of their range', () =>
    expect(() =>
      tensorwise({
        ...optimizer,
        fault: 'mine: no',
        remembers: 0,
        update: () => () => ({ param: T.scalar(0) as never, state: [] }),
      }).init(treeOf(numbers(1))),
    ).toThrow(new ShapeError('mine: no')))
})
