import ts from 'typescript'
import { ROOT } from './sources.js'

// the language service, as an editor asks it: of a program in which `|` is where the cursor stands

const FILE = `${ROOT}editor.ts`

const IMPORTS = `import { pipe } from 'fp-ts/lib/function.js'
import { Autoencoder, Elbo, Layer, Optimizer, T, Train, Vae } from 'shapebound'
declare const filter: T.Tensor<readonly [3, 3, 1, 8]>
declare const x: T.Tensor<readonly ['batch', 'time', 4]>
`

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

/** Puts a program before the service. */
const put = (program: string): void => {
  if (program === text) return
  text = program
  version++
}

/** Puts a program before the service, and gives where its cursor stands. */
const at = (code: string): number => {
  const written = `${IMPORTS}${code}`
  put(written.replace('|', ''))
  return written.indexOf('|')
}

/** What is shown of the name at a place of a program, in one line: a record is shown on lines of its own. */
export const shownAt = (program: string, place: number): string => {
  put(program)
  return ts.displayPartsToString(service.getQuickInfoAtPosition(FILE, place)?.displayParts).replaceAll(/\n\s*/g, ' ')
}

/** The names that are offered at the cursor, without the empty one that is written there. */
export const offered = (code: string): readonly string[] =>
  (service.getCompletionsAtPosition(FILE, at(code), {})?.entries ?? [])
    .map(({ name }) => name)
    .filter(Boolean)
    .sort()

/** Each way to make the call that the cursor stands in. */
export const signatures = (code: string): readonly string[] =>
  (service.getSignatureHelpItems(FILE, at(code), {})?.items ?? []).map(
    ({ prefixDisplayParts, parameters, suffixDisplayParts }) =>
      [
        ts.displayPartsToString(prefixDisplayParts),
        parameters.map(({ displayParts }) => ts.displayPartsToString(displayParts)).join(', '),
        ts.displayPartsToString(suffixDisplayParts),
      ].join(''),
  )
