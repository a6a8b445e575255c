import fc from 'fast-check'
import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { minus, plus } from '../../src/losses/algebra.js'
import { codeSize, kl, logLikelihood, logPosterior, logPrior, squaredError } from '../../src/losses/atoms.js'
import { average, logMeanExp, sum } from '../../src/losses/axes.js'
import { elbo, elboByMonteCarlo, elboWithBeta, logWeight } from '../../src/losses/estimators.js'
import * as Formula from '../../src/losses/formula.js'
import { atLeast, distanceFrom } from '../../src/losses/freeBits.js'
import { iwae } from '../../src/losses/importance.js'
import { erase, term } from '../../src/losses/term.js'
import { minimize, scale } from '../../src/losses/weighting.js'
import type { Tensor } from '../../src/tensors/tensor.js'
import { tensorOf } from '../support/engine.js'
import { batchOf, worth } from '../support/terms.js'
import { asText, type Numbers, worthOf } from './printed.js'

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
    [codeSize, '||f(x)||^2/2', '\\frac12 \\lVert f(x) \\rVert^2'],
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
    [minimize(squaredError), '-||x - g(f(x))||^2', '-\\lVert x - g(f(x)) \\rVert^2'],
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
    // the order of a Rényi bound is bracketed where it is below 0
    expect([-0.5, 0, 0.5, 2].map((order) => Formula.renyi(order, x).text.split(' log ')[0])).toEqual([
      '1/(1 - (-0.5))',
      '1/(1 - 0)',
      '1/(1 - 0.5)',
      '1/(1 - 2)',
    ])
    // a factor of a factor needs none: 2 3 x is ambiguous, so it must not be printed
    expect(Formula.scaled(2, Formula.scaled(3, x)).text).not.toBe('2 3 x')
    expect(Formula.scaled(2, Formula.scaled(3, x)).text).toBe('2 (3 x)')
  })
})

describe('the words of a user', () => {
  const named = (name: string) =>
    term({ name, axes: ['batch'], sense: 'cost', needs: [], nats: () => tensorOf(['batch'], [2], [0, 0]) })

  it('have brackets where they may hold a sign, and none where they stand alone', () => {
    const cost = named('a - b')
    expect(cost.formula.text).toBe('a - b')
    expect(pipe(elbo, minus(cost)).formula).toMatchObject({
      text: 'E_q[log p(x|z)] - KL(q(z|x) || p(z)) - (a - b)',
      latex: expect.stringMatching(/ - \\left\(\\text\{a - b\}\\right\)$/),
    })
    expect(pipe(cost, scale(2)).formula.text).toBe('2 (a - b)')
    expect(minimize(cost).formula.text).toBe('-(a - b)')
    expect(pipe(cost, average('batch')).formula.text).toBe('mean over batch of [a - b]')
    expect(pipe(a, minus(named('far means'))).formula.text).toBe('a - far means')
    expect(pipe(a, minus(named('c) + (d'))).formula.text).toBe('a - "c) + (d"')
  })

  it('have them beside a comma and a bar, and a sum first where it is not known to be one', () => {
    expect(pipe(named('a, b'), atLeast(1)).formula.text).toBe('max(1, (a, b))')
    expect(pipe(named('a = b'), distanceFrom(1)).formula.text).toBe('|(a = b) - 1|')
    expect(pipe(b, distanceFrom(1), distanceFrom(2)).formula.text).toBe('|(|b - 1|) - 2|')
    expect(pipe(minimize(named('c = d')), plus(a)).formula.text).toBe('-(c = d) + a')
    expect(pipe(a, plus(minimize(b))).formula.text).toBe('a + (-b)')
  })
})

// -----------------------------------------------------------------------------
// any expression
// -----------------------------------------------------------------------------

const LETTERS: Readonly<Record<string, Numbers>> = { a: [0.5, -1.25], b: [2, 0.75], c: [-0.375, 1.5] }

/** What a user may call a cost: its value is what its name says. */
const leafOf = (name: string) =>
  term({
    name,
    axes: ['batch'],
    sense: 'cost',
    needs: [],
    nats: () => tensorOf(['batch'], [2], [...worthOf(name, LETTERS)]),
  })

const NAMES = [
  'a',
  'b',
  'c',
  'a - b',
  'a + b - c',
  '-a',
  '-a + b',
  '3 a',
  'a b',
  '(a - b)',
  '(a) - (b)',
  'a-b',
  '|a - b|',
  '2 (a - b) c',
]

const DEPTH = { maxDepth: 5, depthIdentifier: fc.createDepthIdentifier() }
const factor = fc.constantFrom(0, 0.5, 1, 3, 1e-7, 2.5e-7)
const floor = fc.constantFrom(0, 0.25, 1, 1e-7)

/** Casts only silence the compiler, which cannot know the sense and the axes of what is drawn. */
const { gain, cost } = fc.letrec((tie) => ({
  leaf: fc.constantFrom(...NAMES).map((name) => leafOf(name) as never),
  gain: fc.oneof(
    DEPTH,
    tie('cost').map((c) => minimize(c as never) as never),
    fc.tuple(tie('gain'), tie('gain')).map(([x, y]) => plus(y as never)(x as never) as never),
    fc.tuple(tie('gain'), tie('cost')).map(([x, y]) => minus(y as never)(x as never) as never),
    fc.tuple(tie('gain'), factor).map(([x, weight]) => scale(weight as never)(x as never) as never),
  ),
  cost: fc.oneof(
    DEPTH,
    tie('leaf'),
    fc.tuple(tie('cost'), factor).map(([x, weight]) => scale(weight as never)(x as never) as never),
    fc.tuple(tie('cost'), floor).map(([x, number]) => atLeast(number as never)(x as never) as never),
    fc.tuple(tie('cost'), floor).map(([x, number]) => distanceFrom(number as never)(x as never) as never),
  ),
}))

const over = fc.constantFrom(
  (x: unknown) => x,
  (x: unknown) => average('batch')(x as never),
  (x: unknown) => sum('batch')(x as never),
  (x: unknown) => logMeanExp('batch')(x as never),
)

it('any formula is worth what its term is, as text and as LaTeX', () => {
  fc.assert(
    fc.property(fc.oneof(gain, cost), over, (inner, reduce) => {
      const printed = erase(reduce(inner))
      const { value } = worth(printed as never, undefined as never)
      for (const text of [printed.formula.text, asText(printed.formula.latex)]) {
        const read = worthOf(text, LETTERS)
        expect(read).toHaveLength(value.length)
        read.forEach((number, at) => {
          const wanted = value[at] ?? Number.NaN
          if (!(Math.abs(number - wanted) <= 1e-4 * (1 + Math.abs(wanted))))
            throw new Error(`${text}: ${number}, not ${wanted}`)
        })
      }
    }),
    { seed: 7, numRuns: 400 },
  )
})
