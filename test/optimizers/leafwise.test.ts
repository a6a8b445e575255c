import { describe, expect, it } from 'vitest'
import { at, plus, times } from '../../src/optimizers/leafwise.js'
import * as T from '../../src/tensors/index.js'
import { inScope, read, tensor, usePlainJavaScript } from '../support/numbers.js'

usePlainJavaScript()

describe('times, plus and at', () => {
  it('take a number that was fed in, and keep the shape', () => {
    inScope(() => {
      const leaf = tensor(['in', 2], [2, 2], [1, 2, 3, 4]) as T.AnyTensor as Parameters<ReturnType<typeof times>>[0]
      const scalars = [T.scalar(10), T.scalar(-1)]
      expect(times(at(scalars, 0))(leaf)).toMatchObject({ shape: ['in', 2], sizes: [2, 2] })
      expect(read(times(at(scalars, 0))(leaf))).toEqual([10, 20, 30, 40])
      expect(read(plus(at(scalars, 1))(leaf))).toEqual([0, 1, 2, 3])
      expect(read(at(scalars, 2))[0]).toBeNaN()
    })
  })
})
