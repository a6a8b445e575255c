import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { nodesOf, PARSED } from './parsed.js'

/** A message as a type or as a value: its text, with a mark where something is put in. */
interface Message {
  readonly text: string
  readonly where: string
}

const HOLE = '…'

/**
 * What is said of types alone: of a union, `any` and `never`, and of what is known only when the program runs; and what is
 * put together from parts at run time.
 */
const COMPILER_ALONE: readonly string[] = [
  'Flow.amortized: the base is a union; pass one',
  'Flow.amortized: the trunk is a union; pass one',
  'Flow.compose: the number of flows is known only when the program runs; use Flow.repeat',
  'Flow.posterior: the encoder is a union; pass one',
  'Flow.posterior: the flow is a union; pass one',
  'Flow.prior: the base is a union; pass one',
  'Flow.prior: the flow is a union; pass one',
  'Flow.splineCoupling: the bound',
  'Kl.closedForm: p is not a distribution',
  'Kl.closedForm: q is a union; pass one distribution',
  'VampPrior.through: the encoder is a union; pass one',
  'VampPrior.through: the encoder is refused: …',
  'a player is made by Train.player',
  'autoencoder: the encoder is a union; pass one',
  'autoencoder: the … is refused: …',
  'beside: the network … is a union; pass one',
  'beside: the network … is refused: …',
  'custom: the step gives a … but must give a Tensor: end the network in a head',
  'custom: the step is not said: write Layer.custom<MyStep>(...)',
  'custom: the step refuses every event: let it say what it takes',
  'einsum: a dimension is never',
  'has a size that is never',
  'is a union of layers; pass one',
  'is a union, and not all of its members are layers',
  'is a union; pass one',
  'is not a layer but something else',
  'is not a layer but undefined',
  'is typed only as Layer<Step>; keep its inferred type',
  'joint: the distribution of … is refused: …',
  'joint: the name is known only when the program runs',
  'joint: the number of variables is known only when the program runs',
  'joint: variable … is a union; pass one variable',
  'joint: variable … is any',
  'must be a tensor, null, or a record or tuple of them',
  'sequence: a layer is optional',
  'sequence: the layers must be one list, not a union of lists',
  'sequence: the number of layers is known only when the program runs',
  'sprites: the size must be one dimension, and may not be undefined',
  'stack: the number of tensors is known only when the program runs',
  'term …: needs is known only when the program runs: it must name what nats reads',
  'term …: needs names …, which nats does not read',
  'the field … of the model is not a shape and a support',
  'the looks are made by Recipe.ofVae',
  'the looks are of another model',
  'the model is a union; pass one',
  'the model supplies another type for: …',
  'together: … is a union; pass one model',
  'vae: p is a union; pass one',
  'vae: q is a union; pass one',
  'vae: the encoder is a union; pass one',
  'vae: the prior is a union; pass one',
  'vae: the … is refused: …',
  'vqVae: the encoder is a union; pass one',
  'vqVae: the … is refused: …',
  'whereObserved: the field is known only when the program runs',
  'whereObserved: the field must be one field, not a union',
  'whereObserved: the term must be one term, not a union',
  'within: the part is known only when the program runs',
  '… has no axis any',
  '… has no axis never',
  '… is a union; pass one',
  '… is known only when the program runs: give it a name with Dim.named',
  '… is never: give a number or a name',
  '… must be a literal, which the compiler can read',
  '… must be one dimension, and may not be undefined',
  '…: a shape has no optional dimensions',
  '…: the axis is never',
  '…: the conditioner is a union; pass one',
  '…: the options are a union; pass one',
  '…: the options are never',
  '…: the rank is known only when the program runs',
  '…: the shape is never',
]

const textOfType = (node: ts.Node): string | null =>
  ts.isTemplateLiteralTypeNode(node)
    ? node.head.text + node.templateSpans.map(({ literal }) => HOLE + literal.text).join('')
    : ts.isLiteralTypeNode(node) && ts.isStringLiteralLike(node.literal)
      ? node.literal.text
      : null

const textOfValue = (node: ts.Node): string | null =>
  ts.isTemplateExpression(node)
    ? node.head.text + node.templateSpans.map(({ literal }) => HOLE + literal.text).join('')
    : ts.isStringLiteralLike(node) && !ts.isLiteralTypeNode(node.parent)
      ? node.text
      : null

/** Whether a text is long enough for a message: four words besides its holes. */
const isMessage = (text: string): boolean => (text.replaceAll(HOLE, ' ').match(/[a-z]{2,}/gi) ?? []).length >= 4

const found = (path: string, file: ts.SourceFile, textOf: (node: ts.Node) => string | null): readonly Message[] =>
  nodesOf(file).flatMap((node) => {
    const text = textOf(node)
    if (text === null || !isMessage(text)) return []
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file))
    return [{ text, where: `${path}:${line + 1}` }]
  })

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** What a text may read as when the program runs: something at each mark, and before it the operation that says it. */
const patternOf = (text: string): RegExp => new RegExp(`${text.split(HOLE).map(escaped).join('.+')}$`)

/** The messages of types that no value says in the same text: the two would be read as of two faults. */
const withoutValue = (files: typeof PARSED): readonly string[] => {
  const textsBy = (textOf: (node: ts.Node) => string | null) =>
    [...new Set(files.flatMap(({ path, file }) => found(path, file, textOf)).map(({ text }) => text))].map((text) => ({
      text,
      pattern: patternOf(text),
    }))
  const values = textsBy(textOfValue)
  const same = new Set(values.map(({ text }) => text))
  return textsBy(textOfType)
    .filter(({ text }) => !same.has(text))
    .filter((type) => !values.some((value) => type.pattern.test(value.text) || value.pattern.test(type.text)))
    .map(({ text }) => text)
}

const source = (text: string): typeof PARSED => [
  { path: 'a.ts', file: ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true) },
]

describe('a message of a type and of the run time is one text', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a program
  const type = 'type Far<A extends string> = `it must be near to ${A}`'
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a program
  const far = 'const far = (a: string) => `it must be near to ${a}`'

  it.each([
    ['as a value too', `${type}; ${far}`, []],
    ['as a value with a word in its place', `${type}; const far = 'it must be near to home'`, []],
    ['with a word where the value has a mark', `type Near = 'it must be near to home'; ${far}`, []],
    ['behind the name of an operation', `type Near = 'scale: it must be near to home'; ${far}`, []],
    ['in other words', `${type}; const far = (a: string) => \`it must be close to \${a}\``, ['it must be near to …']],
    ['of the type alone', type, ['it must be near to …']],
    ['of a constant', "const FAR = 'it must be very near'; type Far = typeof FAR", []],
  ])('%s', (_, text, without) => expect(withoutValue(source(text))).toEqual(without))

  it('in every file of src, but for what the compiler alone sees', () =>
    expect([...withoutValue(PARSED)].sort()).toEqual([...COMPILER_ALONE].sort()))
})
