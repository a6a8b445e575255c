// Mutators: each gives the ways in which it changes a program, as edits of its text.
//
// `meant` is what a mutator is after. What a mutant is, the engine says by running it: see judge.mjs.
import ts from 'typescript'
import {
  AFFINE,
  axesIn,
  below,
  callee,
  chainsIn,
  constantsIn,
  KEEPING,
  lettersIn,
  listsIn,
  namesIn,
  OPTIONS,
  OTHERS,
  optionsIn,
  shapesIn,
  sizesIn,
  variablesIn,
} from './sites.mjs'

const replace = (node, text) => ({ start: node.getStart(), end: node.getEnd(), text })
const before = (node, text) => ({ start: node.getStart(), end: node.getStart(), text })
const after = (node, text) => ({ start: node.getEnd(), end: node.getEnd(), text })
const unique = (values) => [...new Set(values)]
const pairs = (list) => list.slice(1).map((second, index) => [list[index], second])
const exchanged = ([first, second]) => [replace(first, second.getText()), replace(second, first.getText())]

/** Without a member of a list, and without the comma at its side. */
const without = (list, at) => {
  const next = list[at + 1]
  return next === undefined
    ? { start: at === 0 ? list[at].getStart() : list[at - 1].getEnd(), end: list[at].getEnd(), text: '' }
    : { start: list[at].getStart(), end: next.getStart(), text: '' }
}

/** The value after one in a list, around its end. */
const following = (values, value) => values[(values.indexOf(value) + 1) % values.length]

const bothChains = (file) => [...chainsIn(file, 'sequence'), ...chainsIn(file, 'pipe').map((links) => links.slice(1))]

// -----------------------------------------------------------------------------
// meant to be ill-shaped
// -----------------------------------------------------------------------------

const ill = {
  'a size is one more': (file) => sizesIn(file).map(({ node, value }) => [replace(node, String(value + 1))]),

  'a size is another of the program': (file) => {
    const values = unique(sizesIn(file).map(({ value }) => value))
    return sizesIn(file).map(({ node, value }) => [replace(node, String(following(values, value)))])
  },

  'two dimensions are exchanged': (file) =>
    shapesIn(file).flatMap(({ dims }) =>
      pairs(dims)
        .filter(([first, second]) => first.getText() !== second.getText())
        .map(exchanged),
    ),

  'a dimension is left out': (file) =>
    shapesIn(file)
      .filter(({ whole }) => whole)
      .flatMap(({ dims }) => dims.map((_, at) => [without(dims, at)])),

  'a dimension is added': (file) =>
    shapesIn(file)
      .filter(({ whole, dims }) => whole && dims.length > 0)
      .flatMap(({ dims }) => [[after(dims.at(-1), ', 2')], [before(dims[0], '3, ')]]),

  'an axis is moved': (file) => {
    const names = unique(namesIn(file).map(({ value }) => value))
    return axesIn(file).flatMap((node) => {
      const place = Number(node.getText())
      return Number.isNaN(place)
        ? [[replace(node, `'${following(names, node.text)}'`)]]
        : [place + 1, place - 1, 9].map((other) => [replace(node, String(other))])
    })
  },

  'two links are exchanged': (file) => bothChains(file).flatMap((links) => pairs(links).map(exchanged)),

  'a link is left out': (file) =>
    bothChains(file).flatMap((links) => (links.length < 2 ? [] : links.map((_, at) => [without(links, at)]))),

  'a variable is another': (file) => {
    const names = unique(variablesIn(file).map(({ value }) => value))
    return variablesIn(file).map((name) => [replace(name.node, name.with(following(names, name.value)))])
  },

  'a variable is nowhere else': (file) => variablesIn(file).map((name) => [replace(name.node, name.with('elsewhere'))]),

  'two variables are exchanged': (file) => listsIn(file).flatMap((members) => pairs(members).map(exchanged)),

  'a variable is left out': (file) =>
    listsIn(file).flatMap((members) => members.map((_, at) => [without(members, at)])),

  'another operation': (file) =>
    below(file).flatMap((node) =>
      ts.isPropertyAccessExpression(node) ? (OTHERS[node.getText()] ?? []).map((other) => [replace(node, other)]) : [],
    ),

  'another constant': (file) => {
    const { constants, uses } = constantsIn(file)
    return uses.flatMap((node) => {
      const own = constants.find(({ name }) => name === node.text)
      const others = constants.filter(({ name, kind, end }) => kind === own.kind && name !== own.name && end < node.pos)
      return others.slice(-2).map(({ name }) => [replace(node, name)])
    })
  },

  'an option is another': (file) =>
    optionsIn(file).flatMap((node) => {
      const value = Number(node.getText())
      return Number.isNaN(value)
        ? (OPTIONS[node.parent.name.text] ?? []).map((other) => [replace(node, `'${other}'`)])
        : [value + 1, value * 2].map((other) => [replace(node, String(other))])
    }),

  'a letter is another': (file) =>
    lettersIn(file).flatMap((node) => {
      const text = node.text
      const letters = unique(text.match(/[a-z]/gi) ?? [])
      return [...text].flatMap((letter, at) =>
        letters.includes(letter)
          ? [[replace(node, `'${text.slice(0, at)}${following(letters, letter)}${text.slice(at + 1)}'`)]]
          : [],
      )
    }),
}

// -----------------------------------------------------------------------------
// meant to be misnamed
// -----------------------------------------------------------------------------

const misnamed = {
  'a name that is nowhere else': (file) => namesIn(file).map((name) => [replace(name.node, name.with('elsewhere'))]),

  'another name of the program': (file) => {
    const names = unique(namesIn(file).map(({ value }) => value))
    return names.length < 2
      ? []
      : namesIn(file).map((name) => [replace(name.node, name.with(following(names, name.value)))])
  },
}

// -----------------------------------------------------------------------------
// meant to be well-shaped
// -----------------------------------------------------------------------------

const keepingOf = (kind, [first]) => (first?.getText().startsWith('Elbo.') ? KEEPING.terms : KEEPING[kind])
const inserted = (kind) => (file) =>
  chainsIn(file, kind).flatMap((links) => links.map((link) => [after(link, `, ${keepingOf(kind, links)}`)]))

const affineIn = (file) =>
  chainsIn(file, 'sequence')
    .flat()
    .filter((link) => AFFINE.includes(callee(link)) && link.arguments.length === 2)

const well = {
  'a size is another everywhere': (file) =>
    unique(sizesIn(file).map(({ value }) => value)).flatMap((value) =>
      [value + 3, value * 2].map((other) =>
        sizesIn(file)
          .filter((site) => site.value === value)
          .map(({ node }) => replace(node, String(other))),
      ),
    ),

  'a name is another everywhere': (file) =>
    unique(namesIn(file).map(({ value }) => value)).flatMap((value) =>
      ['renamed', `${value}2`].map((other) =>
        namesIn(file)
          .filter((site) => site.value === value)
          .map((site) => replace(site.node, site.with(other))),
      ),
    ),

  'a variable is another everywhere': (file) =>
    unique(variablesIn(file).map(({ value }) => value)).flatMap((value) =>
      ['renamed', `${value}2`].map((other) =>
        variablesIn(file)
          .filter((site) => site.value === value)
          .map((site) => replace(site.node, site.with(other))),
      ),
    ),

  'an activation is added': inserted('sequence'),
  'a function of each number is added': inserted('pipe'),

  'an input size is left to the layer before': (file) =>
    affineIn(file).map((link) => [without([...link.arguments], 0)]),

  'a square layer is added': (file) =>
    affineIn(file).map((link) => {
      const [input] = link.arguments
      return [before(link, `Layer.dense(${input.getText()}, ${input.getText()}), `)]
    }),

  'a layer becomes two': (file) =>
    affineIn(file).map((link) => [
      before(link, `Layer.dense(${link.arguments[0].getText()}, 33), Layer.tanh, `),
      replace(link.arguments[0], '33'),
    ]),

  'two layers become a sequence': (file) =>
    chainsIn(file, 'sequence').flatMap((links) =>
      pairs(links)
        .filter(([first]) => affineIn(file).includes(first))
        .map(([first, second]) => [before(first, 'Layer.sequence('), after(second, ')')]),
    ),
}

/** All mutators, by what they are after. A mutator gives lists of edits. */
export const MUTATORS = { ill, misnamed, well }

// -----------------------------------------------------------------------------
// mutants
// -----------------------------------------------------------------------------

const edited = (text, edits) =>
  [...edits]
    .sort((first, second) => second.start - first.start || second.end - first.end)
    .reduce((result, { start, end, text: own }) => result.slice(0, start) + own + result.slice(end), text)

/** What the first changed line was and is, for a person. */
const change = (text, other) => {
  const [were, are] = [text.split('\n'), other.split('\n')]
  const line = were.findIndex((each, index) => each !== are[index])
  return { line: line + 1, was: were[line]?.trim() ?? '', changed: are[line]?.trim() ?? '' }
}

/** The mutants of one program: each text once. */
export const mutantsOf = ({ name, text, file }) => {
  const seen = new Set([text])
  return Object.entries(MUTATORS).flatMap(([meant, mutators]) =>
    Object.entries(mutators).flatMap(([mutator, mutate]) =>
      mutate(file).flatMap((edits) => {
        const other = edited(text, edits)
        if (seen.has(other)) return []
        seen.add(other)
        return [{ program: name, meant, mutator, text: other, ...change(text, other) }]
      }),
    ),
  )
}
