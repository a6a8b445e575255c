import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import * as E from 'fp-ts/lib/Either.js'
import ts from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'
import { faultsOf } from './documents.js'
import { PARSED, type Parsed } from './parsed.js'
import { ENTRIES, ROOT } from './sources.js'

// every `@example` of a docstring: of a type, the answer is the type; of a value, it is what the code gives when it runs

interface Example {
  readonly path: string
  readonly code: string
  readonly answer: string
}

/** The code and the answer in the text of an example. */
const readExample = (path: string, text: string): Example => {
  const [code = '', answer = ''] = text.split(/^\/\/=> /m)
  return { path, code: code.trim(), answer: answer.trim() }
}

const examples: readonly Example[] = PARSED.flatMap(({ path, file }) =>
  [...file.text.matchAll(/^ *\* @example\n((?: *\*(?!\/).*\n)+)/gm)].map(([, block = '']) =>
    readExample(path, block.replaceAll(/^ *\* ?/gm, '')),
  ),
)

const isOfType = ({ code }: Example): boolean => /^[A-Z]\w*</.test(code)

describe('the examples of docstrings', () => {
  test('are found, each with its answer', () => {
    expect(examples.length).toBeGreaterThan(110)
    expect(examples.filter(({ answer }) => answer === '').map(({ path, code }) => `${path}: ${code}`)).toEqual([])
  })
})

// -----------------------------------------------------------------------------
// of types
// -----------------------------------------------------------------------------

const EQUAL = 'type Equal<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false'

/** What the compiler says to a file in which each type is asked to equal its answer. */
const saidOfTypes = (all: readonly Example[]): readonly string[] => {
  const lines = all.map(({ path, code, answer }, index) => {
    const [, name = ''] = /^(\w+)</.exec(code) ?? []
    return [
      `import type { ${name} as Of${index} } from './src/${path.replace(/\.ts$/, '.js')}'`,
      `export const is${index}: Equal<${code.replace(name, `Of${index}`)}, ${answer}> = true`,
    ]
  })
  const [imports, answers] = [lines.map(([line]) => line), lines.map(([, line]) => line)]
  return faultsOf([[EQUAL, ...imports, ...answers].join('\n')]).map(({ line, words }) => {
    const example = all[(line - 2) % all.length] // the first line is that of `Equal`
    return `${example?.path}: ${example?.code}: ${words}`
  })
}

test('of types have these types as their answers', () => expect(saidOfTypes(examples.filter(isOfType))).toEqual([]))

// -----------------------------------------------------------------------------
// of values
// -----------------------------------------------------------------------------

/** The modules that a file imports, as they are imported, and the file itself. */
const importsOf = (path: string): readonly string[] => {
  const { nodes } = PARSED.find((each) => each.path === path) as Parsed
  return nodes
    .filter(ts.isImportDeclaration)
    .map(({ moduleSpecifier }) => (moduleSpecifier as ts.StringLiteral).text)
    .filter((from) => from.startsWith('.'))
    .map((from) => new URL(from.replace(/\.js$/, '.ts'), `file://${ROOT}src/${path}`).pathname)
    .concat(`${ROOT}src/${path}`)
}

/** What is in scope for an example: the public functions, the modules by their names, then the exports of its file's imports. */
const scopeOf = async (path: string): Promise<Readonly<Record<string, unknown>>> => {
  const { pipe } = await import('fp-ts/lib/function.js')
  const entries = await Promise.all(
    Object.keys(ENTRIES)
      .toReversed()
      .map((name) => import(`${ROOT}src/${name}.ts`)),
  )
  const near = await Promise.all(importsOf(path).map((from) => import(from)))
  const modules = Object.assign({}, ...entries)
  return Object.assign({ pipe, E, right: E.right, left: E.left }, ...Object.values(modules), modules, ...near)
}

/** The statements of an example, the last of which is returned. */
const bodyOf = (code: string): string => {
  const file = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true)
  const last = file.statements.at(-1) as ts.ExpressionStatement
  const text = `${code.slice(0, last.getStart())}return ${last.expression.getText()}`
  const { outputText } = ts.transpileModule(`async function example() { ${text} }`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 },
  })
  return outputText.replaceAll(/^export \{\};?$/gm, '')
}

const run = (code: string, scope: Readonly<Record<string, unknown>>): Promise<unknown> => {
  const names = Object.keys(scope).filter((name) => /^[A-Za-z_]\w*$/.test(name) && name !== 'default')
  // a function of its own, since the code stands in a comment
  return new Function(...names, `${bodyOf(code)}; return example()`)(...names.map((name) => scope[name]))
}

describe('of values', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu')
  })

  test.each(
    examples.filter((example) => !isOfType(example)).map((each) => [`${each.path}: ${each.code}`, each] as const),
  )('%s', async (_, { path, code, answer }) => {
    const scope = await scopeOf(path)
    const [, message] = /^throws: (.*)$/.exec(answer) ?? []
    if (message !== undefined) return expect(run(code, scope)).rejects.toThrow(message)
    expect(await run(code, scope)).toEqual(await run(`(${answer})`, scope))
  })
})
