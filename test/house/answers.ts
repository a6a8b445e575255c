/** Programs of documents that say what they give: `//=> 0.75` after an expression is its answer, to the digits printed. */

import ts from 'typescript'

/** An expression of a program, in its order, and the answer that the document prints. */
export interface Answer {
  readonly line: number
  readonly value: unknown
  readonly answer: string
}

/** After an expression, and after a comment on its line if there is one. */
const ANSWER = /^(?:[ \t]*\/\/(?!=>).*)?\s*\/\/=> (.*)/

/** How many answers stand in a program. */
export const answersIn = (program: string): number => program.match(/\/\/=> /g)?.length ?? 0

/** The same program, where each expression that has an answer is told with it. */
const telling = (program: string): string => {
  const file = ts.createSourceFile('program.ts', program, ts.ScriptTarget.ES2022, true)
  return file.statements
    .filter(ts.isExpressionStatement)
    .toReversed()
    .reduce((text, statement) => {
      const { expression } = statement
      const answer = ANSWER.exec(program.slice(expression.getEnd()))?.[1]
      if (answer === undefined) return text
      const line = file.getLineAndCharacterOfPosition(statement.getStart()).line + 1
      const told = `tell(${line}, ${expression.getText()}, ${JSON.stringify(answer)});`
      return text.slice(0, statement.getStart()) + told + text.slice(expression.getEnd())
    }, program)
}

const AsyncFunction = (async () => {}).constructor as new (
  ...text: readonly string[]
) => (...given: readonly unknown[]) => Promise<void>

/** Runs a program, whose imports are looked up by their names, and gives its expressions with their answers. */
export const run = async (program: string, modules: Readonly<Record<string, unknown>>): Promise<readonly Answer[]> => {
  const { outputText } = ts.transpileModule(telling(program), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  })
  const told: Answer[] = []
  const tell = (line: number, value: unknown, answer: string) => told.push({ line, value, answer })
  const find = (name: string): unknown => {
    if (name in modules) return modules[name]
    throw new Error(`there is no module ${name} for the programs of documents`)
  }
  await new AsyncFunction('require', 'exports', 'tell', outputText)(find, {}, tell)
  return told
}

/** The value of an answer, where `about` stands for numbers with digits after the point, as they are printed. */
export const meant = (answer: string, about: (value: number, digits: number) => unknown): unknown => {
  const text = answer.replace(/'[^']*'|-?\d+\.(\d+)/g, (found, digits: string | undefined) =>
    digits === undefined ? found : `about(${found}, ${digits.length})`,
  )
  return new Function('about', `return (${text})`)(about)
}
