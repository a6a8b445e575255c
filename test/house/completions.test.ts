import ts from 'typescript'
import { expect, it } from 'vitest'
import { ROOT } from './sources.js'

// what an editor offers inside of options, where `|` stands

const FILE = `${ROOT}completions.ts`

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  types: [],
  skipLibCheck: true,
}

let text = ''
let version = 0

const service = ts.createLanguageService({
  getScriptFileNames: () => [FILE],
  getScriptVersion: (file) => (file === FILE ? `${version}` : '0'),
  getScriptSnapshot: (file) => {
    const found = file === FILE ? text : ts.sys.readFile(file)
    return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found)
  },
  getCurrentDirectory: () => ROOT,
  getCompilationSettings: () => OPTIONS,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: (file) => file === FILE || ts.sys.fileExists(file),
  readFile: ts.sys.readFile,
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
})

const offered = (code: string): readonly string[] => {
  const written = `import { Layer } from 'shapebound'\n${code}`
  text = written.replace('|', '')
  version++
  const found = service.getCompletionsAtPosition(FILE, written.indexOf('|'), {})
  return (found?.entries ?? []).map(({ name }) => name).sort()
}

const WINDOWS = ['dilation', 'kernel', 'padding', 'stride']

it.each([
  ['Layer.conv(1, 8, { | })', WINDOWS],
  ['Layer.convTransposed(8, 1, { | })', WINDOWS],
  ['Layer.maxPool({ | })', ['kernel', 'padding', 'stride']],
  ['Layer.avgPool({ | })', ['kernel', 'padding', 'stride']],
  ["Layer.conv(8, { kernel: 3, padding: '|' })", ['same', 'valid']],
  ['Layer.mixtureHead({ | })', ['components']],
  ['Layer.relaxedBernoulliHead({ | })', ['temperature']],
])(
  '%s',
  (code, names) => {
    expect(offered(code)).toEqual(names)
  },
  60_000,
)
