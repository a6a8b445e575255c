import { describe, expect, it } from 'vitest'
import { knownWindows } from '../../src/shapes/windows.js'

const read = (given: unknown) =>
  knownWindows(given, 'it', ['kernel', 'stride', 'padding', 'dilation'], (kernel) => ({
    stride: kernel,
    padding: 'same',
    dilation: 1,
  }))

describe('the check of windows', () => {
  it('fills in what is left out', () => {
    expect(read({ kernel: 3 })).toEqual({ kernel: 3, stride: 3, padding: 'same', dilation: 1 })
    expect(read({ kernel: 3, stride: 2, padding: 0, dilation: 4 })).toEqual({
      kernel: 3,
      stride: 2,
      padding: 0,
      dilation: 4,
    })
  })

  it.each([
    [{}, 'it: the options must say the kernel'],
    [null, 'it: the options must say the kernel'],
    [{ kernel: 0 }, 'it: the kernel must be a positive whole number, not 0'],
    [{ kernel: 'k' }, 'it: the kernel must be a number, not a name'],
    [{ kernel: 3, stride: 1.5 }, 'it: the stride must be a positive whole number, not 1.5'],
    [{ kernel: 3, stride: undefined }, 'it: the stride is not a dimension'],
    [{ kernel: 3, padding: -1 }, 'it: the padding must be a positive whole number, not -1'],
    [{ kernel: 3, padding: 'full' }, "it: the padding must be 'same', 'valid' or a whole number"],
    [{ kernel: 3, dilation: -2 }, 'it: the dilation must be a positive whole number, not -2'],
    [{ kernel: 3, strides: 2 }, 'it: there is no option strides'],
  ])('refuses %j', (given, words) => expect(read(given)).toBe(words))
})
