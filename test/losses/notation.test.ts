import { describe, expect, it } from 'vitest'
import { latexNumber, latexText, wordsRead } from '../../src/losses/notation.js'

it.each([
  [4, '4'],
  [0.25, '0.25'],
  [1e-7, '10^{-7}'],
  [2.5e-7, '2.5 \\times 10^{-7}'],
  [3e21, '3 \\times 10^{21}'],
])('%d is %s in LaTeX', (value, latex) => expect(latexNumber(value)).toBe(latex))

it('text in LaTeX has no sign that LaTeX has a use for', () =>
  expect(latexText('a_b {50 %} \\ ^~ #$&')).toBe(
    '\\text{a\\_b \\{50 \\%\\} \\textbackslash  \\textasciicircum \\textasciitilde  \\#\\$\\&}',
  ))

describe('words', () => {
  it.each(['log q(y|x)', 'far means', 'KL(q || p)', 'R_1', 'x^2', '(a - b)', '(a) (b)', '', 'a) - (b', 'x [', 'Ω′'])(
    '%s are closed',
    (name) => expect(wordsRead(name).closed).toBe(true),
  )

  it.each([
    'a - b',
    'a + b',
    '-a',
    'a-b',
    'a − b',
    'a, b',
    'a = b',
    'a/b',
    'x|z',
    '(a) - (b)',
    'a·b',
    '|a - b|',
    'x^-1',
  ])('%s are not', (name) => expect(wordsRead(name).closed).toBe(false))

  it('whose brackets have no other half are in quotes', () => {
    expect(wordsRead('a) - (b')).toEqual({ text: '"a) - (b"', latex: '\\text{"a) - (b"}', closed: true })
    expect(wordsRead(' \n ').text).toBe('""')
    expect(wordsRead('a\n  b').text).toBe('a b')
  })

  it.each([
    '\\log q(y|x)',
    '\\mathrm{KL}(q \\,\\|\\, p)',
    '\\lVert x - y \\rVert^2',
    '\\left[a - b\\right]',
    'x_{i - 1}',
    '\\{a - b\\}',
  ])('%s are closed in LaTeX', (latex) => expect(wordsRead('r', latex)).toEqual({ text: 'r', latex, closed: true }))

  it.each(['a - b', '\\text{a - b}', '{a - b}', 'a \\pm b', '-a', '\\sum_i a_i', 'a) - (b'])('%s are not', (latex) =>
    expect(wordsRead('r', latex)).toEqual({ text: 'r', latex, closed: false }),
  )

  it.each(['\\frac{a', 'a}', '\\left(a', 'a \\right)'])('%s is not taken', (latex) =>
    expect(wordsRead('r', latex).latex).toBe('\\text{r}'),
  )
})
