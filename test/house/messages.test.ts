import * as A from 'fp-ts/lib/Array.js'
import { pipe } from 'fp-ts/lib/function.js'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { PARSED, type Parsed, parsed } from './parsed.js'

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
  'Flow.compose: the number of flows is known only when the program runs; use Flow.repeat',
  'Flow.posterior: the flow is a union; pass one',
  'Flow.prior: the base is a union; pass one',
  'Flow.prior: the flow is a union; pass one',
  'Flow.splineCoupling: the bound',
  'Kl.closedForm: p is not a distribution',
  'Kl.closedForm: q is a union; pass one distribution',
  'a player is made by Train.player',
  'asIndices: the size',
  'custom: the step gives a … but must give a Tensor: end the network in a head',
  'custom: the step is not said: write Layer.custom<MyStep>(...)',
  'custom: the step refuses every event: let it say what it takes',
  'custom: the step …',
  'decodeIndices: the size',
  'einsum: a dimension is never',
  'exportProgram: an axis',
  'has a size that is never',
  'is a union of layers; pass one',
  'is a union, and not all of its members are layers',
  'is a union; pass one',
  'is not a layer but undefined',
  'is typed only as Layer<Step>; keep its inferred type',
  'joint: the name is known only when the program runs',
  'joint: the number of variables is known only when the program runs',
  'joint: variable … is a union; pass one variable',
  'joint: variable … is any',
  'layer … is any',
  'may be undefined',
  'must be a tensor, null, or a record or tuple of them',
  'noise and a state',
  'sequence: a layer is optional',
  'sequence: the number of layers is known only when the program runs',
  'slice: the begin',
  'slice: the size',
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
  'vae: the prior is a union; pass one',
  'vae: … is refused: …',
  'whereObserved: the field',
  'whereObserved: the field is known only when the program runs',
  'whereObserved: the term',
  'within: the part',
  'within: the part is known only when the program runs',
  '… is a union; pass one',
  '… is known only when the program runs: give it a name with Dim.named',
  '… is never: give a number or a name',
  '… must be a literal, which the compiler can read',
  '… must be one dimension, and may not be undefined',
  '…: a dimension is any',
  '…: a shape has no optional dimensions',
  '…: the axis is never',
  '…: the conditioner is a union; pass one',
  '…: the input size',
  '…: the rank is known only when the program runs',
  '…: the shape is never',
  '…kl per dimension…',
]

/** What is written as a type and again as a value: what is no message of both, and what would cost every program. */
const WRITTEN_TWICE: readonly string[] = [
  // what terms are made of, which proofs take apart
  '+bound where observed',
  '+divergence from the posterior',
  '+kl of … from …',
  '+kl per dimension',
  '+kl, at least once',
  '+pearson chi squared',
  '+wake phase of q',
  '-kl of …, at least once',
  '-kl, at least once',
  '-log q - log p of …',
  '-log q(z|x), path only',
  '…, at least once',
  // members of unions: the compiler holds each value to its type
  'at its samples',
  'closed form of each alone',
  'closed-over tensor',
  'draws of each alone',
  'each in turn',
  'how many differ',
  'moments of draws',
  'node:worker_threads',
  'variance at its bound',
  // of unions and `never`, where a value says 'the options are …' of their names
  '…: the options are a union; pass one',
  '…: the options are never',
  // in the walk through all layers, where `Said` would cost each of them
  'is not a layer but …',
  'sequence: the layers must be one list, not a union of lists',
  // in the shapes and layers that every program goes through, where `Said` costs more than the pins of type-bench leave
  'a positive whole number',
  'apply: the network uses …: call run, which takes a context',
  'concat: takes one name or more but is given none',
  'indices: the limit',
  'inputs: … is not an event: give a list of sizes, or Layer.indices',
  'is for …, which it is not given',
  'is given …, which it does not take',
  'joins events of one axis but … is …: flatten it with Layer.parallel',
  'joins numbers but … is …: embed it with Layer.parallel',
  'joins …, which it is not given',
  'leaves out …: name it too',
  'must give …, as it is given, but gives …',
  'picks …, which it is not given',
  'repeat: the number of places',
  'takes [time, n] but is given …',
  'takes channels on the last axis but is given …',
  'takes events of the same places on the first axis but is given …',
  'takes indices but is given …',
  'takes numbers but is given …: begin with Layer.embedding',
  'takes one axis but is given …',
  'takes one event but is given several: join them with Layer.concat',
  'takes places on the first axis but is given …',
  'takes several events but is given …',
  'takes … but is given …',
  'takes … of one axis and the total … [1] but is given …',
  'takes …, which it is not given',
  '… is not a dimension',
  "… is the name '…', but a name must not read as a number",
  "… is the name '…', which has no number here: use Dim.named('…', size)",
  '… must be …, not …',
  '…: takes a filter of [height, width, …], whose height and width are numbers, but is given …',
  '…: takes rows of images but is given []',
  '…: the number of input channels',
  '…: the number of output channels',
  '…: the options are not a record of options',
  '…: the options may be undefined: leave them out, or give them',
  '…: the options must not say the kernel, which the filter says',
  '…: the output size',
  '…: … does not say the sizes of …: give one with Dim.named',
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

/** Whether a text is long enough for a message, or for what one speaks of: three words besides its holes. */
const isMessage = (text: string): boolean => (text.replaceAll(HOLE, ' ').match(/[a-z]{2,}/gi) ?? []).length >= 3

const found = ({ path, file, nodes }: Parsed, textOf: (node: ts.Node) => string | null): readonly Message[] =>
  nodes.flatMap((node) => {
    const text = textOf(node)
    if (text === null || !isMessage(text)) return []
    const { line } = file.getLineAndCharacterOfPosition(node.getStart(file))
    return [{ text, where: `${path}:${line + 1}` }]
  })

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** What a text may read as when the program runs: something at each mark, and before it the operation that says it. */
const patternOf = (text: string): RegExp => new RegExp(`${text.split(HOLE).map(escaped).join('.+')}$`)

/** The texts of types: those that no value says, and those that a value says too and so are written twice. */
const textsOfTypes = (files: readonly Parsed[]) => {
  const textsBy = (textOf: (node: ts.Node) => string | null) =>
    [...new Set(files.flatMap((each) => found(each, textOf)).map(({ text }) => text))].map((text) => ({
      text,
      pattern: patternOf(text),
    }))
  const values = textsBy(textOfValue)
  const same = new Set(values.map(({ text }) => text))
  const { left: alone, right: twice } = pipe(
    textsBy(textOfType),
    A.partition(
      (type) =>
        same.has(type.text) || values.some((value) => type.pattern.test(value.text) || value.pattern.test(type.text)),
    ),
  )
  return { alone: alone.map(({ text }) => text), twice: twice.map(({ text }) => text) }
}

const source = (text: string): readonly Parsed[] => [parsed('a.ts', text)]

describe('a message of a type and of the run time is written once', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a program
  const type = 'type Far<A extends string> = `it must be near to ${A}`'
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a program
  const far = 'const far = (a: string) => `it must be near to ${a}`'

  it.each([
    ['as a type and again as a value', `${type}; ${far}`, ['it must be near to …']],
    ['with a word in the place of a mark', `${type}; const far = 'it must be near to home'`, ['it must be near to …']],
    [
      'with a mark in the place of a word',
      `type Near = 'it must be near to home'; ${far}`,
      ['it must be near to home'],
    ],
    [
      'behind the name of an operation',
      `type Near = 'scale: it must be near to home'; ${far}`,
      ['scale: it must be near to home'],
    ],
    ['of a constant', "const FAR = 'it must be very near'; type Far = typeof FAR", []],
    ['of a function', `${far}; type Far<A extends string> = Said<typeof far<A>>`, []],
  ])('%s', (_, text, twice) => expect(textsOfTypes(source(text))).toEqual({ alone: [], twice }))

  it.each([
    ['alone', type],
    ['in other words than the value', `${type}; const far = (a: string) => \`it must be close to \${a}\``],
  ])('of a type %s', (_, text) =>
    expect(textsOfTypes(source(text))).toEqual({ alone: ['it must be near to …'], twice: [] }),
  )

  const { alone, twice } = textsOfTypes(PARSED)

  it('in every file of src: a type has a text of its own only for what the compiler alone sees', () =>
    expect([...alone].sort()).toEqual([...COMPILER_ALONE].sort()))

  it('in every file of src: nothing else is written twice', () =>
    expect([...twice].sort()).toEqual([...WRITTEN_TWICE].sort()))
})
