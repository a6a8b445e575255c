// Whether a headline can be read: it names what was required and what was given, and the rule where one computes.

/** The compiler's own words, where a rule is plain equality. */
const OWN = /^(Argument of type|Type '|Property|This expression|No overload|Expected|Cannot|Operator|Element|The )/

/** `reshape: …`, `layer 3 (dense) …`, `vae: …`, `DiagonalNormal.standard: …`, and of models and terms `the model has no …`. */
const RULE =
  /^(layer \d+( \(\w+\))? |[A-Za-z][\w.]*: |the (model|KL|objective|distribution|likelihood|sum) |nothing that |no gradient |terms of |\w+ takes a |[\w ]+ is a (cost|gain): )/

/** Shapes as types and in words, and single dimensions. */
const shapesOf = (words) => [
  ...[...words.matchAll(/readonly \[[^\]]*\]/g)].map(([text]) => text.replace('readonly ', '').replaceAll('"', '')),
  ...[...words.replaceAll(/readonly \[[^\]]*\]/g, '').matchAll(/\[[^\]]*\]/g)].map(([text]) => text),
]

const dimsOf = (words) => [
  ...[...words.matchAll(/Indices<readonly \[[^\]]*\], "?([^">]+)/g)].map(([, below]) => below),
  ...[...words.matchAll(/sizes ([^\s,]+) and ([^\s,]+) differ/g)].flatMap(([, first, second]) => [first, second]),
  ...[...words.matchAll(/'"?([\w*+/()-]+)"?'/g)].map(([, dim]) => dim),
]

const different = (values) => new Set(values).size > 1

/** Kinds in place of sizes: a head that is missing, or stands where it must not. */
const KINDS = /gives a \w+ but must|comes after a \w+ head, which must be last/

/** Numbers of a kind, and of a letter: what is needed and what is given. */
const COUNTS = [
  /takes (?:at least |an axis of )?(\S+) (?:channels |pixels )?but is given ([^\s,]+)/g,
  /takes indices below (\S+) but is given indices below ([^\s,]+)/g,
  /takes sizes of (\S+) together but is given ([^\s,]+)/g,
  /einsum: \S+ is (\S+) and then ([^\s,]+)/g,
  /einsum: takes (\d+) tensors but is given (\d+)/g,
]
const countsOf = (words) => COUNTS.flatMap((form) => [...words.matchAll(form)].flatMap(([, ...both]) => both))

/** Axes in place of sizes: one that a shape does not have, one that is named twice, too few or too many. */
const AXES = [
  /\] has no (?:axis|place) \S+|an axis of \[.*\] is named twice|takes (one axis|two tensors of \w+ .*) but is given \[/,
  /einsum: '\w*' does not name the axes of \[|einsum: \S+ stands twice in '|einsum: \S+ of the result is in no operand/,
]

/** Variables in place of sizes: one that is not there, stands twice or out of order, or is of another kind; of terms the same. */
const VARIABLES = [
  /joint: \S+ (is (not defined: |defined twice|given |a \w+: )|gives a \w+: |takes several variables|has no input )/,
  /^vae: (q draws |q is given |\S+ is over \w+ numbers in q )|\(concat\) (leaves out|joins) |takes one event but is given several/,
  /^the model (has no|is shown) |^nothing that the model observes is |^the KL of \S+ has no closed form|^no gradient goes through/,
  /takes a log-weight: |is a (cost|gain): |^terms of different axes: |the term has the axes |must be a gain, not a cost/,
]

/** Of two functions under `pipe`, what the one takes and what the other is given. */
const taken = (words) => [...words.matchAll(/\(\w+: Tensor<readonly (\[[^\]]*\])>/g)].map(([, shape]) => shape)

/** The words that stand in a type: in the place of what is required, or of what a refused sequence would have been. */
const wordsIn = (line) => [
  ...[...line.matchAll(/type '"((?:(?!"['\s]).)*)"(?='| &)/g), ...line.matchAll(/Refused<"([^"]*)">/g)].map(
    ([, words]) => words,
  ),
]

const inWords = (words) =>
  AXES.some((form) => form.test(words))
    ? 'axes'
    : KINDS.test(words)
      ? 'kinds'
      : [shapesOf, dimsOf, countsOf].some((of) => different(of(words)))
        ? 'sizes'
        : VARIABLES.some((form) => form.test(words))
          ? 'variables'
          : null

const inLine = (line) => {
  const words = wordsIn(line).filter((each) => RULE.test(each))
  const all = words.length > 0 ? words : OWN.test(line) ? [line] : []
  return all.map(inWords).find((named) => named !== null) ?? null
}

/** What a headline names on both sides: `'sizes'`, `'axes'`, `'kinds'`, `'variables'`, or nothing. */
export const names = ({ first, last }) =>
  last === null ? inLine(first) : (inLine(last) ?? (different(taken(first)) ? 'sizes' : null))

/** The line for a person. */
export const spoken = ({ first, last }) => (last === null || inLine(last) === null ? first : last)

/** The words of a rule that computes, or nothing where equality has spoken. */
export const ruleIn = ({ first, last }) => wordsIn(last ?? first).find((words) => RULE.test(words)) ?? null
