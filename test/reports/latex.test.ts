import { describe, expect, it } from 'vitest'
import { parseLatex } from '../../src/reports/latex.js'
import { rightOf } from './runs.js'

const letter = (text: string) => ({ _tag: 'Letter', text })

describe('parseLatex', () => {
  it('reads scripts in either order', () => {
    const both = [{ _tag: 'Script', base: letter('x'), below: letter('i'), above: { _tag: 'Number', text: '2' } }]
    expect(rightOf(parseLatex('x_i^2'))).toEqual(both)
    expect(rightOf(parseLatex('x^{2}_i'))).toEqual([
      { ...both[0], above: { _tag: 'Row', inner: [{ _tag: 'Number', text: '2' }] } },
    ])
  })

  it('reads words, Greek and numbers', () => {
    expect(rightOf(parseLatex('0.5\\,\\log \\beta'))).toEqual([
      { _tag: 'Number', text: '0.5' },
      { _tag: 'Space', text: '0.17em' },
      { _tag: 'Name', text: 'log' },
      letter('β'),
    ])
  })

  it('reads brackets as fences around what is in them', () => {
    expect(rightOf(parseLatex('\\left[x\\right]'))).toEqual([
      {
        _tag: 'Row',
        inner: [{ _tag: 'Fence', text: '[', side: 'left' }, letter('x'), { _tag: 'Fence', text: ']', side: 'right' }],
      },
    ])
  })

  it('reads fractions, roots, accents and other alphabets', () => {
    expect(rightOf(parseLatex('\\frac{1}{2}\\sqrt{x}\\hat{x}\\mathbb{E}\\mathcal{N}')).map(({ _tag }) => _tag)).toEqual(
      ['Fraction', 'Root', 'Accent', 'Name', 'Name'],
    )
    expect(rightOf(parseLatex('\\mathbb{E}\\mathbb{R}\\mathcal{L}\\mathcal{N}'))).toEqual(
      ['𝔼', 'ℝ', 'ℒ', '𝒩'].map((text) => ({ _tag: 'Name', text })),
    )
  })

  it('takes one digit of a number where there are no braces', () => {
    const number = (text: string) => ({ _tag: 'Number', text })
    expect(rightOf(parseLatex('\\frac12 (x)'))[0]).toEqual({ _tag: 'Fraction', over: number('1'), under: number('2') })
    expect(rightOf(parseLatex('x^23'))).toEqual([
      { _tag: 'Script', base: letter('x'), below: null, above: number('2') },
      number('3'),
    ])
    expect(rightOf(parseLatex('\\sqrt 25'))).toEqual([{ _tag: 'Root', inner: number('2') }, number('5')])
  })

  it.each([
    ['\\begin{array}', '\\begin is not known'],
    ['{x', '} is missing'],
    ['\\left(x', '\\right is missing'],
    ['x_', 'something is missing at the end'],
    ['x}', '} is not expected'],
    ['\\text x', 'a text is in braces'],
    ['x^2^3', '^ is not expected'],
    ['\\', '\\ is not known'],
  ])('does not understand %s: %s', (latex, words) => {
    expect(parseLatex(latex)).toEqual({ _tag: 'Left', left: words })
  })
})
