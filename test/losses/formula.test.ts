import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { kl, logLikelihood, logPosterior, logPrior, squaredError } from '../../src/losses/atoms.js'
import { average, logMeanExp, sum } from '../../src/losses/axes.js'
import { elbo, elboByMonteCarlo, elboWithBeta, logWeight } from '../../src/losses/estimators.js'
import * as Formula from '../../src/losses/formula.js'
import { iwae } from '../../src/losses/importance.js'
import { minus, plus } from '../../src/losses/joining.js'
import { term } from '../../src/losses/term.js'
import { minimise, scale } from '../../src/losses/weighting.js'
import type { Tensor } from '../../src/tensors/tensor.js'
import { batchOf } from '../support/terms.js'

const a = batchOf('a', 'gain', [0, 0])
const b = batchOf('b', 'cost', [0, 0])
const c = batchOf('c', 'gain', [0, 0])

const spread = term({
  name: 'spread',
  axes: ['batch', 'latent'],
  sense: 'cost',
  needs: ['spread'],
  nats: ({ spread }: { readonly spread: Tensor<readonly ['batch', 'latent']> }) => spread,
})

const inLatex = term({
  name: 'log q(y|x)',
  latex: '\\log q(y|x)',
  axes: ['batch'],
  sense: 'gain',
  needs: ['labels'],
  nats: ({ labels }: { readonly labels: Tensor<readonly ['batch']> }) => labels,
})

describe('a formula', () => {
  it.each([
    [logLikelihood, 'log p(x|z)', '\\log p(x|z)'],
    [logPrior, 'log p(z)', '\\log p(z)'],
    [logPosterior, 'log q(z|x)', '\\log q(z|x)'],
    [kl, 'KL(q(z|x) || p(z))', '\\mathrm{KL}(q(z|x) \\,\\|\\, p(z))'],
    [squaredError, '||x - g(f(x))||^2', '\\lVert x - g(f(x)) \\rVert^2'],
    [
      elbo,
      'E_q[log p(x|z)] - KL(q(z|x) || p(z))',
      '\\mathbb{E}_{q}\\left[\\log p(x|z)\\right] - \\mathrm{KL}(q(z|x) \\,\\|\\, p(z))',
    ],
    [
      elboWithBeta(4),
      'E_q[log p(x|z)] - 4 KL(q(z|x) || p(z))',
      '\\mathbb{E}_{q}\\left[\\log p(x|z)\\right] - 4\\,\\mathrm{KL}(q(z|x) \\,\\|\\, p(z))',
    ],
    [
      elboWithBeta(1),
      'E_q[log p(x|z)] - KL(q(z|x) || p(z))',
      '\\mathbb{E}_{q}\\left[\\log p(x|z)\\right] - \\mathrm{KL}(q(z|x) \\,\\|\\, p(z))',
    ],
    [logWeight, 'log p(x|z) + log p(z) - log q(z|x)', '\\log p(x|z) + \\log p(z) - \\log q(z|x)'],
    [
      elboByMonteCarlo,
      'E_q[log p(x|z) + log p(z) - log q(z|x)]',
      '\\mathbb{E}_{q}\\left[\\log p(x|z) + \\log p(z) - \\log q(z|x)\\right]',
    ],
    [
      iwae(logWeight),
      'log mean over samples of exp[log p(x|z) + log p(z) - log q(z|x)]',
      '\\log \\operatorname{mean}_{\\text{samples}} \\exp\\left[\\log p(x|z) + \\log p(z) - \\log q(z|x)\\right]',
    ],
    [minimise(squaredError), '-||x - g(f(x))||^2', '-\\lVert x - g(f(x)) \\rVert^2'],
    [inLatex, 'log q(y|x)', '\\log q(y|x)'],
    [spread, 'spread', '\\text{spread}'],
    [
      pipe(elbo, average('batch')),
      'mean over batch of [E_q[log p(x|z)] - KL(q(z|x) || p(z))]',
      '\\operatorname{mean}_{\\text{batch}}\\left[\\mathbb{E}_{q}\\left[\\log p(x|z)\\right] - \\mathrm{KL}(q(z|x) \\,\\|\\, p(z))\\right]',
    ],
    [
      pipe(spread, sum('latent'), scale(0.5)),
      '0.5 sum over latent of [spread]',
      '0.5\\,\\sum_{\\text{latent}}\\left[\\text{spread}\\right]',
    ],
    [
      pipe(logLikelihood, logMeanExp('batch')),
      'log mean over batch of exp[log p(x|z)]',
      '\\log \\operatorname{mean}_{\\text{batch}} \\exp\\left[\\log p(x|z)\\right]',
    ],
    [pipe(a, plus(c), minus(b)), 'a + c - b', '\\a + \\c - \\b'],
    [pipe(a, minus(b), plus(c)), 'a - b + c', '\\a - \\b + \\c'],
    // a sum is bracketed after a factor, a factor is not bracketed after a minus
    [pipe(a, plus(c), scale(3), minus(b)), '3 (a + c) - b', '3\\,\\left(\\a + \\c\\right) - \\b'],
    [pipe(a, minus(b), scale(2), plus(c)), '2 (a - b) + c', '2\\,\\left(\\a - \\b\\right) + \\c'],
    [pipe(c, plus(pipe(a, minus(b)))), 'c + a - b', '\\c + \\a - \\b'],
    [pipe(a, minus(pipe(b, scale(0.5)))), 'a - 0.5 b', '\\a - 0.5\\,\\b'],
    [pipe(a, plus(c), scale(1)), 'a + c', '\\a + \\c'],
  ])('%#: reads as it is built', ({ formula }, text, latex) => {
    expect(formula.text).toBe(text)
    expect(formula.latex).toBe(latex)
  })

  it('is bracketed after a minus when it is a sum or a negative', () => {
    const [x, y] = [Formula.formula('x', 'x'), Formula.formula('y', 'y')]
    expect(Formula.difference(x, Formula.sum(x, y)).text).toBe('x - (x + y)')
    expect(Formula.difference(x, Formula.difference(x, y)).latex).toBe('x - \\left(x - y\\right)')
    expect(Formula.difference(x, Formula.negated(y)).text).toBe('x - (-y)')
    expect(Formula.negated(Formula.sum(x, y)).text).toBe('-(x + y)')
    expect(Formula.scaled(2, Formula.negated(y)).latex).toBe('2\\,\\left(-y\\right)')
    expect(Formula.difference(x, Formula.averaged('samples', Formula.sum(x, y))).text).toBe('x - E_q[x + y]')
    // a factor of a factor needs none: 2 3 x is ambiguous, so it must not be printed
    expect(Formula.scaled(2, Formula.scaled(3, x)).text).not.toBe('2 3 x')
    expect(Formula.scaled(2, Formula.scaled(3, x)).text).toBe('2 (3 x)')
  })
})
