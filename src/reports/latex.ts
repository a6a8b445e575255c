/** The LaTeX of formulas, read into a tree: the part of it that terms of the bound are written in. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** A piece of a formula. */
export type Node =
  | { readonly _tag: 'Letter' | 'Number' | 'Sign' | 'Name' | 'Text' | 'Space'; readonly text: string }
  | { readonly _tag: 'Fence'; readonly text: string; readonly side: 'left' | 'right' }
  | { readonly _tag: 'Row'; readonly inner: readonly Node[] }
  | { readonly _tag: 'Root'; readonly inner: Node }
  | { readonly _tag: 'Fraction'; readonly over: Node; readonly under: Node }
  | { readonly _tag: 'Script'; readonly base: Node; readonly below: Node | null; readonly above: Node | null }
  | { readonly _tag: 'Accent'; readonly base: Node; readonly text: string }

interface Read<A> {
  readonly value: A
  readonly rest: readonly string[]
}

type Reading<A> = E.Either<string, Read<A>>

const read = <A>(value: A, rest: readonly string[]): Reading<A> => E.right({ value, rest })

// -----------------------------------------------------------------------------
// commands
// -----------------------------------------------------------------------------

const pairs = (text: string): ReadonlyMap<string, string> =>
  new Map(text.split(' ').map((pair): [string, string] => [`\\${pair.slice(0, -1)}`, pair.slice(-1)]))

const LETTERS = pairs(
  'alphaα betaβ gammaγ deltaδ epsilonϵ varepsilonε zetaζ etaη thetaθ kappaκ lambdaλ muμ nuν xiξ piπ rhoρ sigmaσ tauτ phiϕ varphiφ chiχ psiψ omegaω GammaΓ DeltaΔ ThetaΘ LambdaΛ SigmaΣ PhiΦ PsiΨ OmegaΩ ell\u2113 infty∞ partial∂ nabla∇',
)
const SIGNS = pairs(
  'cdot⋅ times× sum∑ prod∏ int∫ leq≤ le≤ geq≥ ge≥ neq≠ approx≈ sim∼ mid| to→ in∈ pm± ldots… dots… cdots⋯ |‖ {{ }} Vert‖ odot⊙',
)
const FENCES = new Map([
  ['\\lVert', { text: '‖', side: 'left' as const }],
  ['\\rVert', { text: '‖', side: 'right' as const }],
  ['\\lvert', { text: '|', side: 'left' as const }],
  ['\\rvert', { text: '|', side: 'right' as const }],
])
const SPACES = new Map([
  ['\\,', '0.17em'],
  ['\\:', '0.22em'],
  ['\\;', '0.28em'],
  ['\\!', '-0.17em'],
  ['\\ ', '0.25em'],
  ['~', '0.25em'],
  ['\\quad', '1em'],
  ['\\qquad', '2em'],
])
const NAMES = new Set(['\\log', '\\exp', '\\max', '\\min', '\\tanh', '\\ln', '\\det', '\\sup', '\\inf'])
const ACCENTS = new Map([
  ['\\hat', '^'],
  ['\\tilde', '~'],
  ['\\bar', '¯'],
])
const UPRIGHT = new Set(['\\mathrm', '\\operatorname', '\\text', '\\textrm', '\\mathsf', '\\operatorname*'])
const DOUBLE: ReadonlyMap<string, string> = new Map(
  [...'ENRP'].map((letter, index) => [letter, '𝔼ℕℝℙ'.match(/./gu)?.[index] ?? '']),
)
const SCRIPT: ReadonlyMap<string, string> = new Map(
  [...'LNDF'].map((letter, index) => [letter, 'ℒ𝒩𝒟ℱ'.match(/./gu)?.[index] ?? '']),
)

// -----------------------------------------------------------------------------
// reading
// -----------------------------------------------------------------------------

/** Commands, numbers and single characters. What no command is made of falls through to its backslash. */
const tokensOf = (latex: string): readonly string[] =>
  latex.match(/\\operatorname\*|\\[A-Za-z]+|\\.|\d+(?:\.\d+)?(?:e[+-]?\d+)?|\s+|[\s\S]/gu) ?? []

/** The text in braces, as it stands. */
const verbatim = (tokens: readonly string[]): Reading<string> => {
  const end = tokens.indexOf('}')
  return tokens[0] === '{' && end > 0
    ? read(tokens.slice(1, end).join('').replaceAll('\\,', ' '), tokens.slice(end + 1))
    : E.left('a text is in braces')
}

/** Nodes until a token, which is taken too; until the end for `null`. */
const until = (
  stop: string | null,
  tokens: readonly string[],
  before: readonly Node[] = [],
): Reading<readonly Node[]> =>
  tokens.length === 0
    ? stop === null
      ? read(before, [])
      : E.left(`${stop} is missing`)
    : tokens[0] === stop
      ? read(before, tokens.slice(1))
      : (tokens[0] ?? '').trim() === ''
        ? until(stop, tokens.slice(1), before)
        : pipe(
            scripted(tokens),
            E.flatMap(({ value, rest }) => until(stop, rest, [...before, value])),
          )

const asRow = (reading: Reading<readonly Node[]>): Reading<Node> =>
  pipe(
    reading,
    E.map(({ value, rest }) => ({ value: { _tag: 'Row', inner: value }, rest })),
  )

/** A dot is a bracket that is not seen. */
const BRACKETS: ReadonlyMap<string, string> = new Map([
  ['\\|', '‖'],
  ['\\{', '{'],
  ['\\}', '}'],
  ['.', ''],
])

/** `\left( … \right)`. */
const fenced = (tokens: readonly string[]): Reading<Node> =>
  pipe(
    until('\\right', tokens.slice(1)),
    E.flatMap(({ value, rest }) => {
      const [left, right] = [tokens[0] ?? '', rest[0]].map((each) => BRACKETS.get(each ?? '') ?? each)
      return right === undefined
        ? E.left('\\right needs a bracket')
        : read<Node>(
            {
              _tag: 'Row',
              inner: [
                { _tag: 'Fence', text: left ?? '', side: 'left' },
                ...value,
                { _tag: 'Fence', text: right, side: 'right' },
              ],
            },
            rest.slice(1),
          )
    }),
  )

/** Text with the signs that LaTeX has a use for, which are written as commands in it. */
const unescaped = (text: string): string =>
  text
    .replaceAll(/\\text(backslash|asciicircum|asciitilde) ?/g, (_, name: string) => WRITTEN.get(name) ?? '')
    .replaceAll(/\\([_%#$&{}])/g, '$1')

const WRITTEN = new Map([
  ['backslash', '\\'],
  ['asciicircum', '^'],
  ['asciitilde', '~'],
])

const upright = (tokens: readonly string[], tag: 'Name' | 'Text'): Reading<Node> =>
  pipe(
    verbatim(tokens),
    E.map(({ value, rest }) => ({ value: { _tag: tag, text: unescaped(value) }, rest })),
  )

/** A letter of another alphabet; one that the alphabet lacks is itself. */
const lettered = (alphabet: ReadonlyMap<string, string>, tokens: readonly string[]): Reading<Node> =>
  pipe(
    verbatim(tokens),
    E.map(({ value, rest }) => ({ value: { _tag: 'Name', text: alphabet.get(value) ?? value }, rest })),
  )

const fraction = (tokens: readonly string[]): Reading<Node> =>
  pipe(
    argument(tokens),
    E.flatMap((over) =>
      pipe(
        argument(over.rest),
        E.map(({ value, rest }) => ({ value: { _tag: 'Fraction', over: over.value, under: value }, rest })),
      ),
    ),
  )

const around = (wrap: (inner: Node) => Node, tokens: readonly string[]): Reading<Node> =>
  pipe(
    argument(tokens),
    E.map(({ value, rest }) => ({ value: wrap(value), rest })),
  )

const command = (token: string, rest: readonly string[]): Reading<Node> => {
  const [letter, sign, space, fence] = [LETTERS.get(token), SIGNS.get(token), SPACES.get(token), FENCES.get(token)]
  const accent = ACCENTS.get(token)
  return letter !== undefined
    ? read({ _tag: 'Letter', text: letter }, rest)
    : sign !== undefined
      ? read({ _tag: 'Sign', text: sign }, rest)
      : space !== undefined
        ? read({ _tag: 'Space', text: space }, rest)
        : fence !== undefined
          ? read({ _tag: 'Fence', ...fence }, rest)
          : accent !== undefined
            ? around((base) => ({ _tag: 'Accent', base, text: accent }), rest)
            : NAMES.has(token)
              ? read({ _tag: 'Name', text: token.slice(1) }, rest)
              : UPRIGHT.has(token)
                ? upright(rest, token.startsWith('\\text') ? 'Text' : 'Name')
                : structured(token, rest)
}

const structured = (token: string, rest: readonly string[]): Reading<Node> =>
  token === '\\left'
    ? fenced(rest)
    : token === '\\mathbb'
      ? lettered(DOUBLE, rest)
      : token === '\\mathcal'
        ? lettered(SCRIPT, rest)
        : token === '\\frac'
          ? fraction(rest)
          : token === '\\sqrt'
            ? around((inner) => ({ _tag: 'Root', inner }), rest)
            : E.left(`${token} is not known`)

/** One node, without what stands at its foot or head. */
const single = (tokens: readonly string[]): Reading<Node> => {
  const [token = '', ...rest] = tokens
  return token === ''
    ? E.left('something is missing at the end')
    : token === '{'
      ? asRow(until('}', rest))
      : token === '}' || token === '^' || token === '_' || token === '&'
        ? E.left(`${token} is not expected`)
        : token.trim() === ''
          ? single(rest)
          : /^\d/.test(token)
            ? read({ _tag: 'Number', text: token }, rest)
            : /^\p{L}$/u.test(token)
              ? read({ _tag: 'Letter', text: token }, rest)
              : token.length > 1 || token === '~' || token === '\\'
                ? command(token, rest)
                : read({ _tag: 'Sign', text: token }, rest)
}

/** What a command is applied to: without braces it is one sign, so of a number its first digit. */
const argument = (tokens: readonly string[]): Reading<Node> => {
  const [token = '', ...rest] = tokens
  return token !== '' && token.trim() === ''
    ? argument(rest)
    : /^\d./.test(token)
      ? single([token.slice(0, 1), ...tokensOf(token.slice(1)), ...rest])
      : single(tokens)
}

/** What stands at the foot or the head of a base, in turn. */
const scripts = (base: Node, below: Node | null, above: Node | null, tokens: readonly string[]): Reading<Node> => {
  const [token, ...rest] = tokens
  return (token === '_' && below === null) || (token === '^' && above === null)
    ? pipe(
        argument(rest),
        E.flatMap(({ value, rest }) =>
          token === '_' ? scripts(base, value, above, rest) : scripts(base, below, value, rest),
        ),
      )
    : read(below === null && above === null ? base : { _tag: 'Script', base, below, above }, tokens)
}

const scripted = (tokens: readonly string[]): Reading<Node> =>
  pipe(
    single(tokens),
    E.flatMap(({ value, rest }) => scripts(value, null, null, rest)),
  )

/**
 * The tree of a formula; for what is not in our part of LaTeX, what is not understood.
 *
 * @example
 * parseLatex('x^2')
 * //=> right([{ _tag: 'Script', base: { _tag: 'Letter', text: 'x' }, below: null, above: { _tag: 'Number', text: '2' } }])
 */
export const parseLatex = (latex: string): E.Either<string, readonly Node[]> =>
  pipe(
    until(null, tokensOf(latex)),
    E.map(({ value }) => value),
  )
