// Where a program can be changed a little, so that it still runs and is wrong: each place with what stands there instead.
import ts from 'typescript'

/** Operators, and what they are mistaken for: the bound that is off by one, the sign, the test turned round. */
const OPERATORS = new Map([
  ['+', ['-']],
  ['-', ['+']],
  ['*', ['/']],
  ['/', ['*']],
  ['%', ['*']],
  ['**', ['*']],
  ['<', ['<=', '>=']],
  ['<=', ['<', '>']],
  ['>', ['>=', '<=']],
  ['>=', ['>', '<']],
  ['===', ['!==']],
  ['!==', ['===']],
  ['&&', ['||']],
  ['||', ['&&']],
])

const both = (pairs) =>
  new Map(pairs.flatMap(([one, other]) => [one, other].map((each) => [each, each === one ? other : one])))

/** Names of operations, and what they are mistaken for. */
const NAMES = both([
  ['add', 'sub'],
  ['mul', 'div'],
  ['max', 'min'],
  ['sum', 'mean'],
  ['exp', 'expm1'],
  ['log', 'log1p'],
  ['addScalar', 'mulScalar'],
  ['floor', 'ceil'],
  ['every', 'some'],
])

/** Operations that a change leaves out: `f` becomes the identity. */
const LEFT_OUT = new Set(['negate', 'stopGradient', 'square', 'sqrt', 'reciprocal', 'sigmoid', 'softplus'])

const operatorsOf = (node) => {
  const operator = node.operatorToken
  const [left, right] = [node.left, node.right]
  const isText = [left, right].some((side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side))
  if (isText && operator.getText() === '+') return []
  const whole = (other) => `(${left.getText()}) ${other} (${right.getText()})`
  return (OPERATORS.get(operator.getText()) ?? []).map((other) => ({
    node,
    kind: `${operator.getText()} as ${other}`,
    other: whole(other),
  }))
}

const prefixOf = (node) => {
  const operator = { [ts.SyntaxKind.MinusToken]: '-', [ts.SyntaxKind.ExclamationToken]: '!' }[node.operator]
  if (operator === undefined) return []
  return [
    {
      node,
      kind: `${operator} left out`,
      other: operator === '!' ? `!!(${node.operand.getText()})` : node.operand.getText(),
    },
  ]
}

const accessOf = (node) => {
  const name = node.name.text
  if (ts.isPrivateIdentifier(node.name)) return []
  if (NAMES.has(name))
    return [{ node: node.name, within: node, kind: `${name} as ${NAMES.get(name)}`, other: NAMES.get(name) }]
  const isArgument = ts.isCallExpression(node.parent) && node.parent.arguments.includes(node)
  return LEFT_OUT.has(name) && isArgument ? [{ node, kind: `${name} left out`, other: '((same) => same)' }] : []
}

const numberOf = (node) => {
  const value = Number(node.text)
  const isSigned = ts.isPrefixUnaryExpression(node.parent)
  return isSigned || !Number.isFinite(value)
    ? []
    : [{ node, kind: 'a number', other: Number.isInteger(value) ? `${value + 1}` : `${value * 2}` }]
}

const changesOf = (node) => {
  if (ts.isBinaryExpression(node)) return operatorsOf(node)
  if (ts.isPrefixUnaryExpression(node)) return prefixOf(node)
  if (ts.isConditionalExpression(node))
    return [{ node: node.condition, kind: 'branches exchanged', other: `!(${node.condition.getText()})` }]
  if (ts.isPropertyAccessExpression(node)) return accessOf(node)
  if (ts.isNumericLiteral(node)) return numberOf(node)
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ node, kind: 'true as false', other: 'false' }]
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [{ node, kind: 'false as true', other: 'true' }]
  return []
}

/** What is no expression that runs: types, names of properties, imports, and the words of messages. */
const passedOver = (node) =>
  ts.isTypeNode(node) ||
  ts.isTypeAliasDeclaration(node) ||
  ts.isInterfaceDeclaration(node) ||
  ts.isImportDeclaration(node) ||
  ts.isExportDeclaration(node)

/** Whether a literal is the name of a property and no value. */
const isName = (node) => ts.isPropertyAssignment(node.parent) && node.parent.name === node

/** What a name is read of, and how: `a.` or `a?.`. */
const ownerOf = ({ expression, questionDotToken }) =>
  `${expression.getText()}${questionDotToken === undefined ? '.' : '?.'}`

/** All places of a file, with the text that stands there, in its order. */
export const sitesOf = (file, text) => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true)
  const found = []
  const walk = (node) => {
    if (passedOver(node)) return
    if (!(node.parent !== undefined && isName(node)))
      for (const { node: at, within, kind, other } of changesOf(node))
        found.push({
          file,
          line: source.getLineAndCharacterOfPosition(at.getStart()).line + 1,
          start: (within ?? at).getStart(),
          end: (within ?? at).getEnd(),
          was: (within ?? at).getText(),
          kind,
          // a method keeps what it is a method of: only its name is chosen
          owner: within === undefined ? null : ownerOf(within),
          other,
        })
    ts.forEachChild(node, walk)
  }
  walk(source)
  return found
}
