import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import * as Elbo from '../../src/losses/index.js'
import { mathml } from '../../src/reports/mathml.js'
import { elementsOf, textOf } from './xml.js'

/** What is read, without the spaces of the setting. */
const read = (html: string): string => textOf(html).replace(/\s/g, '')

describe('mathml', () => {
  it.each([
    [Elbo.elbo, '𝔼q[logp(x|z)]−KL(q(z|x)‖p(z))'],
    [Elbo.elboWithBeta(4), '𝔼q[logp(x|z)]−4KL(q(z|x)‖p(z))'],
    [Elbo.elboByMonteCarlo, '𝔼q[logp(x|z)+logp(z)−logq(z|x)]'],
    [Elbo.iwae(Elbo.logWeight), 'logmeansamplesexp[logp(x|z)+logp(z)−logq(z|x)]'],
    [Elbo.minimize(Elbo.squaredError), '−‖x−g(f(x))‖2'],
  ])('sets the objectives of the library', (term, words) => {
    const html = mathml('block')(term.formula)
    expect(elementsOf(html)[0]).toEqual({ name: 'math', attributes: { display: 'block' } })
    expect(read(html)).toBe(words)
  })

  it('puts the samples at the foot and the square at the head', () => {
    const names = (html: string) => elementsOf(html).map(({ name }) => name)
    expect(names(mathml('inline')(Elbo.elbo.formula))).toContain('msub')
    expect(names(mathml('inline')(Elbo.squaredError.formula))).toContain('msup')
    expect(names(mathml('inline')({ text: '', latex: '\\sum_{i}^n x' }))).toContain('munderover')
    expect(names(mathml('inline')({ text: '', latex: '\\frac{1}{\\sqrt{\\hat x}}' }))).toEqual(
      expect.arrayContaining(['mfrac', 'msqrt', 'mover']),
    )
  })

  it('sets a function in words apart from what it follows and from what follows it, but not from signs and brackets', () => {
    const spaces = (latex: string) =>
      elementsOf(mathml('block')({ text: '', latex })).filter(({ name }) => name === 'mspace').length
    expect(spaces('\\log')).toBe(0)
    expect(spaces('\\log x')).toBe(1)
    expect(spaces('y \\log x')).toBe(2)
    expect(spaces('y \\log')).toBe(1)
    expect(spaces('y + \\log x')).toBe(1)
    expect(spaces('\\left[\\log x\\right]')).toBe(1)
    expect(spaces('y z x')).toBe(0)
  })

  it('lets brackets grow only around what is tall', () => {
    const grown = (latex: string) =>
      elementsOf(mathml('block')({ text: '', latex })).flatMap(({ attributes: { fence, stretchy } }) =>
        fence === undefined ? [] : [stretchy],
      )
    expect(grown('\\left[x\\right]')).toEqual(['false', 'false'])
    expect(grown('\\left[\\frac{1}{2}\\right]')).toEqual(['true', 'true'])
  })

  it('shows the words of a term of the user as they are', () => {
    const own = Elbo.term({
      name: 'R_1 & <b>',
      axes: ['batch'],
      sense: 'cost',
      needs: ['penalty'],
      nats: ({ penalty }: { readonly penalty: never }) => penalty,
    })
    const html = mathml('block')(pipe(Elbo.elbo, Elbo.minus(own)).formula)
    elementsOf(html)
    expect(read(html)).toContain('−(R_1&<b>)')
  })

  it('falls back to the plain text', () => {
    expect(mathml('block')({ text: 'a < b', latex: '\\unheard{a}' })).toBe(
      '<span class="plain-formula">a &lt; b</span>',
    )
  })
})
