import { describe, expect, it } from 'vitest'
import { bindNames, type LabeledShape, whereOf } from '../../src/shapes/binding.js'

const placed = (label: string, shape: readonly (number | string)[], sizes: readonly number[]): LabeledShape => ({
  label,
  shape,
  sizes,
})

const x = placed('x', ['batch', 2], [3, 2])

describe('bindNames', () => {
  it('gives what every name stands for, and where that was found', () => {
    const y = placed('y', ['samples', 'batch'], [1, 3])
    expect(bindNames([x, y])).toEqual(
      new Map([
        ['batch', { limit: false, size: 3, where: x }],
        ['samples', { limit: false, size: 1, where: y }],
      ]),
    )
    expect(bindNames([])).toEqual(new Map())
  })

  it('refuses a name that stands for two numbers, in one shape or in two, and says where', () => {
    expect(bindNames([x, placed('rest.0', ['batch'], [2])])).toBe('batch is 2 in rest.0 [batch] and 3 in x [batch, 2]')
    expect(bindNames([placed('', ['n', 'n'], [1, 2])])).toBe('n is 2 in [n, n] and 1 in [n, n]')
  })

  it('binds what indices are below, and says so', () => {
    const indices = { ...placed('tokens', ['batch'], [3]), below: { dim: 'words', size: 9 } }
    expect(bindNames([indices, placed('table', ['words', 2], [8, 2])])).toBe(
      'words is 8 in table [words, 2] and 9 in the limit of tokens [batch]',
    )
    expect(typeof bindNames([indices, placed('table', ['words', 2], [9, 2])])).toBe('object')
  })

  it('goes on from what was known before, and changes nothing of it', () => {
    const known = bindNames([x])
    if (typeof known === 'string') throw new Error(known)
    const y = placed('y', ['batch', 'rows'], [3, 7])
    expect(bindNames([y], known)).toEqual(new Map([...known, ['rows', { limit: false, size: 7, where: y }]]))
    expect(bindNames([placed('y', ['batch'], [4])], known)).toBe('batch is 4 in y [batch] and 3 in x [batch, 2]')
    expect([...known.keys()]).toEqual(['batch'])
  })

  it('refuses numbers that are not those of the shape', () => {
    expect(bindNames([placed('x', ['batch', 2], [3, 4])])).toBe('x [batch, 2] has the sizes [3, 4]')
    expect(bindNames([placed('', ['batch', 2], [3])])).toBe('[batch, 2] has the sizes [3]')
  })
})

describe('whereOf', () => {
  it('is the label and the shape', () =>
    expect([whereOf(x), whereOf(placed('', [3], [3]))]).toEqual(['x [batch, 2]', '[3]']))
})
