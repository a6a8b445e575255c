// Where a program says something about shapes: what mutators change, as data.
import ts from 'typescript'

/** Calls whose arguments, or the elements of whose array, are dimensions. */
export const SIZED = {
  'Layer.dense': 'arguments',
  'Layer.normalHead': 'arguments',
  'Layer.bernoulliHead': 'arguments',
  'Layer.categoricalHead': 'arguments',
  'Layer.conv2d': 'arguments',
  'Layer.conv2dTranspose': 'arguments',
  'DiagonalNormal.standard': 'arguments',
  'Categorical.standard': 'arguments',
  'Layer.inputs': 'members',
  'Joint.given': 'second',
  'Dim.literal': 'arguments',
  'T.splitRows': 'names',
  'Dim.named': 'name',
  'Layer.input': 'array',
  'Layer.reshape': 'array',
  'T.reshape': 'array',
  'T.split': 'second',
  'T.slice': 'last',
  'T.topK': 'last',
}

/** Calls whose arguments are axes, by place or by name. */
export const REDUCING = [
  'T.sum',
  'T.mean',
  'T.max',
  'T.logSumExp',
  'T.permute',
  'T.expand',
  'T.squeeze',
  'T.stack',
  'T.argMax',
  'T.min',
  'T.cumsum',
  'T.sort',
  'T.reverse',
]

/** Calls of which one argument is an axis. */
export const ALONG = { 'T.concat': 1, 'T.rename': 0, 'T.split': 0, 'T.slice': 0, 'T.topK': 0, 'T.gather': 1 }

/** Calls whose arguments follow one another: each takes what the one before gives. */
export const CHAINS = { sequence: 'Layer.sequence', pipe: 'pipe' }

/** Calls whose arguments have an order, or may not be left out. */
export const LISTS = ['Joint.of', 'Layer.concat']

/** Calls that name variables: by which of their arguments, or by the members of which. */
export const NAMING = {
  'Joint.variable': [0, 2],
  'Joint.value': [0, 2],
  'Joint.given': [0],
  'Layer.inputs': [0],
  'Layer.concat': [0, 1, 2],
  'Data.records': [1],
  'Elbo.klOf': [0],
  'Elbo.klPerSampleOf': [0],
  'Elbo.klByMonteCarloOf': [0],
  'Elbo.logLikelihoodOf': [0],
  'Elbo.expectOver': [0],
  'Elbo.sumOver': [0],
}

/** What another operation may stand in for, and be refused. */
export const OTHERS = {
  'Layer.normalHead': ['Layer.dense', 'Layer.bernoulliHead'],
  'Layer.bernoulliHead': ['Layer.dense', 'Layer.normalHead'],
  'Layer.categoricalHead': ['Layer.dense', 'Layer.bernoulliHead'],
  'Layer.bernoulliLogits': ['Layer.tanh'],
  'Layer.flatten': ['Layer.relu'],
  'T.matmul': ['T.add'],
  'T.add': ['T.matmul'],
  'T.mul': ['T.matmul'],
  'T.argMax': ['T.max'],
  'T.embedding': ['T.matmul'],
  'T.conv2d': ['T.conv2dTranspose'],
  'T.conv2dTranspose': ['T.conv2d'],
  'Layer.conv2d': ['Layer.conv2dTranspose'],
  'Layer.conv2dTranspose': ['Layer.conv2d'],
  'Categorical.standard': ['DiagonalNormal.standard'],
  'Joint.variable': ['Joint.value'],
  'Joint.value': ['Joint.variable'],
  'Elbo.logLikelihood': ['Elbo.logWeight', 'Elbo.kl'],
  'Elbo.logLikelihoodOf': ['Elbo.klPerSampleOf'],
  'Elbo.klOf': ['Elbo.klPerSampleOf', 'Elbo.klByMonteCarloOf'],
  'Elbo.klPerSampleOf': ['Elbo.klOf', 'Elbo.logLikelihoodOf'],
  'Elbo.klByMonteCarloOf': ['Elbo.klOf'],
  'Elbo.minus': ['Elbo.plus'],
  'Elbo.elbo': ['Elbo.logWeight', 'Elbo.kl'],
  'Elbo.logWeight': ['Elbo.logLikelihood', 'Elbo.elbo'],
  'Elbo.expectOver': ['Elbo.sumOver'],
  'Elbo.sumOver': ['Elbo.expectOver'],
}

/** What does to a chain nothing but keep its shape; to a term, its axes. */
export const KEEPING = { sequence: 'Layer.relu', pipe: 'T.tanh', terms: 'Elbo.scale(2)' }

/** Layers that are affine, from a size to another. */
export const AFFINE = ['Layer.dense', 'Layer.normalHead', 'Layer.bernoulliHead']

/** Calls with options: what a number of them changes to is the next, what a word of them changes to is here. */
export const OPTIONED = [
  'Layer.conv2d',
  'Layer.conv2dTranspose',
  'Layer.maxPool',
  'Layer.avgPool',
  'T.conv2d',
  'T.conv2dTranspose',
  'T.maxPool',
  'T.avgPool',
]
export const OPTIONS = { padding: ['same', 'valid'] }

/** Calls whose text names axes by letters. */
export const LETTERED = ['T.einsum']

/** A program, parsed. */
export const parse = (name, text) => ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true)

/** Every node below one. */
export const below = (node) => {
  const found = []
  const visit = (child) => {
    found.push(child)
    ts.forEachChild(child, visit)
  }
  ts.forEachChild(node, visit)
  return found
}

export const callee = (node) => (ts.isCallExpression(node) ? node.expression.getText() : null)

const isTensorType = (node) => ts.isTypeReferenceNode(node) && /^T\.(Tensor|Indices)$/.test(node.typeName.getText())

const isDataType = (node) => ts.isTypeReferenceNode(node) && node.typeName.getText() === 'Data.Dataset'

/** The tuple of a tensor's type, or `null` where it is a parameter. */
export const tupleOf = (type) => {
  const [given] = type?.typeArguments ?? []
  const inner = given && ts.isTypeOperatorNode(given) ? given.type : given
  return inner && ts.isTupleTypeNode(inner) ? inner : null
}

/** The shape of a tensor's type, and what indices are below. */
const declaredIn = (node) => [
  ...(tupleOf(node) ? [{ whole: true, dims: [...tupleOf(node).elements] }] : []),
  ...(node.typeArguments ?? []).slice(1).map((below) => ({ whole: false, dims: [below] })),
]

/** The nodes that are the dimensions of one shape, for every shape of a program. */
export const shapesIn = (file) =>
  below(file).flatMap((node) => {
    if (isTensorType(node)) return declaredIn(node)
    if (isDataType(node)) return declaredIn(node).slice(0, 1)
    const how = SIZED[callee(node)]
    if (how === 'arguments')
      return [{ whole: false, dims: node.arguments.filter((each) => !ts.isObjectLiteralExpression(each)) }]
    if (how === 'second') return [{ whole: true, dims: [...node.arguments[1].elements] }]
    if (how === 'last') return [{ whole: false, dims: node.arguments.slice(-1) }]
    if (how === 'name') return [{ whole: false, dims: [node.arguments[0]] }]
    if (how === 'names') return [{ whole: false, dims: node.arguments.slice(0, 2) }]
    if (how === 'array') return [{ whole: true, dims: [...node.arguments[0].elements] }]
    if (how === 'members')
      return node.arguments[0].properties.map(({ initializer }) => ({ whole: true, dims: [...initializer.elements] }))
    return []
  })

const literal = (node) => (ts.isLiteralTypeNode(node) ? node.literal : node)
const isNumber = (node) => ts.isNumericLiteral(literal(node))
const isName = (node) => ts.isStringLiteral(literal(node))

/** Every number that is a size, with its value. */
export const sizesIn = (file) =>
  shapesIn(file).flatMap(({ dims }) =>
    dims.filter(isNumber).map((node) => ({ node, value: Number(literal(node).text) })),
  )

/** Every name that is a dimension or a factor of one; an axis by its name is one that `sum` takes. */
export const namesIn = (file) =>
  [...shapesIn(file).flatMap(({ dims }) => dims.filter(isName)), ...axesIn(file).filter(isName)].flatMap((node) => {
    const factors = literal(node).text.split('*')
    return factors.flatMap((value, at) =>
      /^\d+$/.test(value) ? [] : [{ node, value, with: (other) => `'${factors.with(at, other).join('*')}'` }],
    )
  })

const quoted = (node) => ({ node, value: node.text, with: (other) => `'${other}'` })
const memberName = ({ name }) => ({ node: name, value: name.text, with: (other) => other })

/** Every name of a variable, as a text or as that of a member. */
export const variablesIn = (file) =>
  below(file).flatMap((node) =>
    (NAMING[callee(node)] ?? [])
      .flatMap((place) => node.arguments[place] ?? [])
      .flatMap((given) =>
        ts.isObjectLiteralExpression(given)
          ? given.properties.flatMap((member) => [
              memberName(member),
              ...(isName(member.initializer) ? [quoted(member.initializer)] : []),
            ])
          : isName(given)
            ? [quoted(given)]
            : [],
      ),
  )

/** The members of every call whose arguments are a list, and of every record of names. */
export const listsIn = (file) =>
  below(file).flatMap((node) => [
    ...(LISTS.includes(callee(node)) ? [[...node.arguments]] : []),
    ...(NAMING[callee(node)] ?? []).flatMap((place) => {
      const given = node.arguments[place]
      return given !== undefined && ts.isObjectLiteralExpression(given) ? [[...given.properties]] : []
    }),
  ])

/** Every axis that a call names. */
export const axesIn = (file) =>
  below(file).flatMap((node) => {
    const at = ALONG[callee(node)]
    return REDUCING.includes(callee(node)) ? [...node.arguments] : at === undefined ? [] : [node.arguments[at]]
  })

/** The links of every chain of a kind. */
export const chainsIn = (file, kind) =>
  below(file).flatMap((node) => (callee(node) === CHAINS[kind] ? [[...node.arguments]] : []))

/** Options of calls that are numbers or words. */
export const optionsIn = (file) =>
  below(file).flatMap((node) =>
    OPTIONED.includes(callee(node))
      ? below(node).flatMap((each) =>
          ts.isPropertyAssignment(each) && (isNumber(each.initializer) || isName(each.initializer))
            ? [each.initializer]
            : [],
        )
      : [],
  )

/** Texts whose letters are axes. */
export const lettersIn = (file) =>
  below(file).flatMap((node) => (LETTERED.includes(callee(node)) ? node.arguments.filter(isName) : []))

/** What a constant is: one may stand for another of its kind. */
const kindOf = ({ type, initializer }) => {
  if (isTensor(type)) return type.typeName.getText() === 'T.Indices' ? 'indices' : 'tensor'
  if (initializer === undefined || ts.isArrowFunction(initializer)) return null
  return /^(pipe|T\.\w+)$/.test(callee(initializer)) ? 'tensor' : callee(initializer)
}

/** Tensors, networks, sizes and distributions by name and kind, in the order of the program, and their uses. */
export const constantsIn = (file) => {
  const constants = file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .map((node) => ({ name: node.name.text, kind: kindOf(node), end: node.end, node }))
    .filter(({ kind }) => kind !== null)
  const known = constants.map(({ name }) => name)
  const uses = below(file).filter(
    (node) => ts.isIdentifier(node) && known.includes(node.text) && ts.isExpression(node) && isUse(node),
  )
  return { constants, uses }
}

const isUse = ({ parent, ...node }) =>
  ts.isCallExpression(parent) || (ts.isPropertyAssignment(parent) && parent.initializer.pos === node.pos)
    ? true
    : ts.isPropertyAccessExpression(parent)
      ? // a number that is read from a tensor is no dimension
        parent.expression.pos === node.pos && parent.name.text !== 'sizes'
      : ts.isVariableDeclaration(parent) && parent.initializer?.pos === node.pos

export const isTensor = (type) => type !== undefined && isTensorType(type)
