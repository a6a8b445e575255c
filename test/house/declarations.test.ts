import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { ROOT } from './sources.js'

// that they compile without `skipLibCheck` is held with the package as its users get it

const program = ts.createProgram([`${ROOT}/test/house/packed/everything.ts`], {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  types: [],
})
const declarations = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(`${ROOT}dist/`))

describe('the declarations of the package', () => {
  test('are found', () => expect(declarations.length).toBeGreaterThan(60))

  test('mention no type of TensorFlow.js', () =>
    expect(
      declarations
        .filter(({ text }) => /@tensorflow|\btf\./.test(text.replace(/\/\*[\s\S]*?\*\//g, '')))
        .map(({ fileName }) => fileName.slice(ROOT.length)),
    ).toEqual([]))

  test('have no any', () =>
    expect(
      declarations
        .filter(({ text }) => /[:<|&(,=] *any\b/.test(text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/'[^']*'/g, '')))
        .map(({ fileName }) => fileName.slice(ROOT.length)),
    ).toEqual([]))
})
