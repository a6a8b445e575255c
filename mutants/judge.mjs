// What a program is, by running it on TensorFlow.js alone (plain.mjs):
//
//     ill-shaped    it fails, though all names stand for one number
//     misnamed      it runs so, and fails when every name stands for a number of its own
//     well-shaped   it runs for both
//
// So what a mutant is does not depend on how it was made. What the program declares of a tensor is asked of the tensor
// that came out: of constants, of parameters and of results of functions.
import { pipe } from 'fp-ts/lib/function.js'
import ts from 'typescript'
import { planFault } from '../dist/training/plan.js'
import { plainIndices, plainLibrary, plainTensor, tidily } from './plain.mjs'
import { below, isTensor, parse, tupleOf } from './sites.mjs'
import { plainData } from './terms.mjs'

// -----------------------------------------------------------------------------
// numbers for names
// -----------------------------------------------------------------------------

const ALIKE = 31
const APART = [37, 41, 43, 47, 53, 59, 61, 67]

/** The number that a dimension stands for: names in a product each their own. */
const sizes = (ofName) => (dim) =>
  typeof dim === 'number'
    ? dim
    : dim.split('*').reduce((product, part) => product * (/^\d+$/.test(part) ? Number(part) : ofName(part)), 1)

const alike = () => sizes(() => ALIKE)
const apart = () => {
  const known = []
  return sizes((name) => {
    if (!known.includes(name)) known.push(name)
    return APART[known.indexOf(name)]
  })
}

// -----------------------------------------------------------------------------
// what is declared, asked at run time
// -----------------------------------------------------------------------------

const member = (element) =>
  ts.isRestTypeNode(element)
    ? `{ rest: '${element.type.getText()}' }`
    : ts.isLiteralTypeNode(element)
      ? element.getText()
      : `{ dim: '${element.getText()}' }`

/**
 * The dimensions of a declared tensor: numbers and names, parameters as `{ dim }`, parameters of shapes as `{ rest }`. What
 * indices are below comes last.
 */
const declared = (type) => {
  const [shape, ...below] = type.typeArguments
  const members = tupleOf(type)?.elements.map(member) ?? [`{ rest: '${shape.getText()}' }`]
  return `[${[...members, ...below.map(member)].join(', ')}]`
}

const inserted = (text, inserts) =>
  inserts
    .map((insert, order) => ({ order, ...insert }))
    .sort((first, second) => second.at - first.at || second.order - first.order)
    .reduce((result, { at, text: own }) => result.slice(0, at) + own + result.slice(at), text)

const around = (node, open, close) => [
  { at: node.getStart(), text: open },
  { at: node.getEnd(), text: close },
]

const depthOf = (node) => (node === undefined ? 0 : depthOf(node.parent) + (ts.isArrowFunction(node) ? 1 : 0))

/** Annotations of tensors as questions at run time, where the compiler would drop them. */
const asking = (text) => {
  const file = parse('mutant.ts', text)
  const inserts = below(file).flatMap((node) => {
    if (ts.isVariableDeclaration(node) && isTensor(node.type)) {
      return node.initializer ? around(node.initializer, `$is($0, ${declared(node.type)}, `, ')') : []
    }
    if (!ts.isArrowFunction(node)) return []
    const depth = depthOf(node)
    const taken = node.parameters
      .filter(({ type }) => isTensor(type))
      .map(({ name, type }) => `[${name.text}, ${declared(type)}]`)
    const result = isTensor(node.type) ? [`$is($${depth}, ${declared(node.type)}, `, ')'] : ['', '']
    return around(
      node.body,
      `{ const $${depth} = $takes($${depth - 1}, [${taken.join(', ')}]); return ${result[0]}`,
      `${result[1]} }`,
    )
  })
  return inserted(text, inserts)
}

/** What is declared and not made is an input: a tensor, indices, or data. */
const withInputs = (text) =>
  text
    .replace(
      /^declare const (\w+): T\.(?:Tensor|Indices)<readonly (\[[^\]]*\])(, .+)?>$/gm,
      (_whole, name, shape, below = '') => `const ${name} = $input(${shape}${below})`,
    )
    .replace(
      /^declare const (\w+): Data\.Dataset<readonly (\[[^\]]*\]), ('\w+')>$/gm,
      (_whole, name, shape, support) => `const ${name} = $data(${shape}, ${support})`,
    )

const bindTo = (known, key, value) => {
  const had = known.get(key)
  if (had !== undefined && String(had) !== String(value)) throw new Error(`${key} is ${had} and ${value}`)
  known.set(key, value)
}

/** Compares a tensor with what is declared of it; parameters are bound at their first use. */
const compare = (size, known, shape, given) => {
  const rests = shape.filter((dim) => dim.rest !== undefined && !known.has(dim.rest))
  const width = (dim) => (dim.rest === undefined ? 1 : (known.get(dim.rest)?.length ?? 0))
  const left = given.length - shape.reduce((total, dim) => total + width(dim), 0)
  if (left < 0 || (rests.length === 0 && left > 0)) throw new Error(`${shape.length} axes and ${given.length}`)
  shape.reduce((at, dim) => {
    const wide = dim === rests[0] ? left : width(dim)
    if (dim.rest !== undefined) bindTo(known, dim.rest, given.slice(at, at + wide))
    else if (dim.dim !== undefined) bindTo(known, dim.dim, given[at])
    else if (size(dim) !== given[at]) throw new Error(`${dim} is ${size(dim)} and ${given[at]}`)
    return at + wide
  }, 0)
}

const questions = (size, shapeOf, input, data) => ({
  $0: new Map(),
  $input: input,
  $data: data,
  $takes: (outer, taken) => {
    const known = new Map(outer)
    for (const [x, shape] of taken) compare(size, known, shape, shapeOf(x))
    return known
  },
  $is: (known, shape, x) => {
    compare(size, known, shape, shapeOf(x))
    return x
  },
})

// -----------------------------------------------------------------------------
// running
// -----------------------------------------------------------------------------

const OPTIONS = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 }

/** The program as a function of the modules that it imports and of what it asks. */
const runnable = (text) => {
  const source = ts.transpileModule(asking(withInputs(text)), { compilerOptions: OPTIONS }).outputText
  return new Function('require', 'exports', '$0', '$input', '$data', '$takes', '$is', source)
}

const attempt = (program, shapebound, { $0, $input, $data, $takes, $is }) => {
  const modules = { shapebound, 'fp-ts/lib/function.js': { pipe } }
  try {
    tidily(() => program((name) => modules[name], {}, $0, $input, $data, $takes, $is))
    return null
  } catch (error) {
    return String(error.message)
  }
}

const plainly = (program, size) =>
  attempt(
    program,
    plainLibrary(size),
    questions(
      size,
      ({ sizes: own, below }) => (below === undefined ? own : [...own, size(below)]),
      (shape, below) =>
        below === undefined ? plainTensor(shape, shape.map(size)) : plainIndices(shape, shape.map(size), below),
      (shape, support) => plainData(shape.map(size), support),
    ),
  )

/** What a program is, and what TensorFlow.js said. */
export const judge = (text) => {
  const program = runnable(text)
  const words = plainly(program, alike())
  if (words !== null) return { is: 'ill', said: words }
  const apartWords = plainly(program, apart())
  return apartWords === null ? { is: 'well', said: '' } : { is: 'misnamed', said: apartWords }
}

/** Training that asks only whether its plan can be carried out. */
const planning = ({ objective, optimizer, ...options }) => {
  const players = [{ name: 'fit', objective, optimizer, moves: null }]
  const fault = planFault({ samples: 1, batch: 1, order: 'in turn', ...options, players })
  if (fault !== null) throw new Error(fault)
}

/** Data of some shape, over a support, of which no number is read. */
const dataOf = (dims, size, support) => ({
  name: 'data',
  event: dims.map((dim) => ({ dim, size: size(dim) })),
  shape: dims,
  support,
  count: 4,
  picture: null,
  rows: () => new Float32Array(0),
})

/**
 * What the library says to a program when it runs, or `null`: the twins of its types, with names that stand for a
 * number each. Here what is declared is compared with the shape and not with the numbers.
 */
export const twin = (text, library) => {
  const size = apart()
  const named = (name) => library.Dim.named(name, size(name))
  const input = (shape, below) => {
    const names = Object.fromEntries(shape.filter((dim) => typeof dim === 'string').map((dim) => [dim, size(dim)]))
    const count = shape.map(size).reduce((product, each) => product * each, 1)
    const host = library.T.host(shape, names, new Float32Array(count))
    return below === undefined
      ? library.T.fromHost(host)
      : library.T.indicesFromHost(library.T.asIndices(typeof below === 'string' ? named(below) : below)(host).right)
  }
  return attempt(
    runnable(text),
    { ...library, Dim: { ...library.Dim, named }, Train: { ...library.Train, fit: planning } },
    questions(
      (dim) => dim,
      ({ shape, below }) => (below === undefined ? shape : [...shape, below.dim]),
      input,
      (shape, support) => dataOf(shape, size, support),
    ),
  )
}
