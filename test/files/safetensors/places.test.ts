import { describe, expect, it } from 'vitest'
import { contiguous } from '../../../src/files/safetensors/places.js'

const place = (name: string, begin: number, end: number) => ({ name, begin, end })

describe('contiguous', () => {
  it('puts in order what fills the bytes, places of no bytes too', () => {
    const [a, b, none] = [place('a', 4, 8), place('b', 0, 4), place('none', 4, 4)]
    expect(contiguous(8)([a, b, none])).toEqual({ _tag: 'Right', right: [b, none, a] })
    expect(contiguous(0)([])).toEqual({ _tag: 'Right', right: [] })
  })

  it.each([
    ['has no tensor at bytes 0 to 4, before a', 8, [place('a', 4, 8)]],
    ['has no tensor at bytes 4 to 5, before b', 9, [place('a', 0, 4), place('b', 5, 9)]],
    ['has b begin at byte 2, where a still has its numbers to byte 4', 8, [place('a', 0, 4), place('b', 2, 8)]],
    ['has b begin at byte 0, where a still has its numbers to byte 4', 4, [place('a', 0, 4), place('b', 0, 4)]],
    ['ends before the numbers of b do', 7, [place('a', 0, 4), place('b', 4, 8)]],
    ['has 1 bytes that belong to no tensor at its end', 5, [place('a', 0, 4)]],
    ['has 3 bytes that belong to no tensor at its end', 3, []],
    ['has no tensor at bytes 0 to 9, before none', 4, [place('none', 9, 9)]],
  ] as const)('%s', (words, size, places) => expect(contiguous(size)(places)).toEqual({ _tag: 'Left', left: words }))
})
