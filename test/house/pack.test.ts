import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorsIn, type Reported, verdict, wantedIn } from '../../scripts/headlines.mjs'
import { programsIn } from './documents.js'
import { installed, installIn, link, manifest, packInto } from './packing.js'
import { ROOT } from './sources.js'

// The package as its users get it, in an empty project. Nothing is downloaded. `npm run types` asks every supported
// TypeScript about the same declarations and programs; here, where they lie as a user has them, the newest stands for all.

const COMPILER = 'typescript-7.0'

/** Wrong programs, those of parts of a user's own among them: the same words through the packed declarations. */
const HEADLINES = ['users-program.ts', 'terms.ts', 'terms-users.ts', 'terms-estimators.ts'] as const
const headlines = (file: string): string => join(ROOT, 'type-tests/headlines', file)
const wrong: Readonly<Record<string, string>> = Object.fromEntries(
  HEADLINES.map((file) => [file, readFileSync(headlines(file), 'utf8')]),
)

/** Prints how each program goes: its objective of every epoch. */
const RUN = `import { programs } from './out/users/program.js'
const results = []
for (const program of programs) results.push(await program())
console.log('\\n' + JSON.stringify(results.map((each) => each.right?.history.map(({ training }) => training.objective) ?? each.left.message)))
`

/** The first program of the README, which has no import of fp-ts; in an epoch. */
const FIRST = (programsIn(readFileSync(join(ROOT, 'README.md'), 'utf8'))[0] ?? '').replace(/epochs: \d+/, 'epochs: 1')

const TSCONFIG = {
  compilerOptions: {
    target: 'es2022',
    lib: ['es2023'],
    module: 'nodenext',
    moduleResolution: 'nodenext',
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    rootDir: 'src',
    outDir: 'out',
  },
  include: ['src'],
}

const folder = mkdtempSync(join(tmpdir(), 'shapebound-pack-'))
const project = (name: string): string => join(folder, name)
const write = (): void => {
  const own = project('empty')
  installIn(own, folder)
  link(COMPILER, join(own, 'node_modules/typescript'))
  writeFileSync(join(own, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }))
  writeFileSync(join(own, 'tsconfig.json'), JSON.stringify(TSCONFIG))
  cpSync(join(ROOT, 'test/house/packed'), join(own, 'src'), { recursive: true })
  cpSync(headlines('users'), join(own, 'src/users'), { recursive: true })
  for (const [file, source] of Object.entries(wrong)) writeFileSync(join(own, 'src', file), source)
  writeFileSync(join(own, 'run.js'), RUN)
}

const node = (name: string, ...args: readonly string[]): string => {
  try {
    return execFileSync(process.execPath, args, { cwd: project(name), encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    return String((error as { readonly stdout: string }).stdout)
  }
}

let files: readonly string[] = []
beforeAll(() => {
  files = packInto(folder)
  write()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the package holds the build and what is said of it, and nothing else', () => {
  expect(files).toEqual(
    expect.arrayContaining([
      'package.json',
      'README.md',
      'CHANGELOG.md',
      'LICENSE',
      'dist/index.js',
      'dist/index.d.ts',
      'docs/shapes.md',
      'examples/north-star.ts',
      'templates/recipe/_package.json',
      'templates/recipe/_gitignore',
    ]),
  )
  expect(
    files.filter(
      (path) =>
        !/^((dist|docs|examples|templates|weights)\/|package\.json$|README\.md$|CHANGELOG\.md$|LICENSE$)/.test(path),
    ),
  ).toEqual([])
})

test('every link of its documents leads to a file that is in it', () => {
  const lost = files
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) =>
      [...readFileSync(join(folder, 'package', path), 'utf8').matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, target = '']) => target.replace(/#.*$/, ''))
        .filter((target) => target !== '' && !/^https?:/.test(target))
        .filter((target) => !files.includes(posix.join(posix.dirname(path), target)))
        .map((target) => `${path}: ${target}`),
    )
  expect(lost).toEqual([])
})

test('it holds no source map, and no file asks for one: the sources are not in it', () => {
  expect(files.filter((path) => path.endsWith('.map'))).toEqual([])
  const asking = files.filter(
    (path) =>
      /\.(js|ts)$/.test(path) && /^\/\/# sourceMappingURL=/m.test(readFileSync(join(folder, 'package', path), 'utf8')),
  )
  expect(asking).toEqual([])
})

test('fp-ts is a peer, of which there is one: that of the user; the only other may be left out', () => {
  expect(Object.keys(manifest.peerDependencies)).toEqual(['bullmq', 'fp-ts', 'ioredis', 'onnxruntime-web', 'pg'])
  expect(manifest.peerDependenciesMeta).toEqual(
    Object.fromEntries(['bullmq', 'ioredis', 'onnxruntime-web', 'pg'].map((name) => [name, { optional: true }])),
  )
  expect(Object.keys(manifest.dependencies)).not.toContain('fp-ts')
})

describe('where a program sees only what it installs itself', () => {
  // as pnpm lays it out: the package lies elsewhere, beside its dependencies, and a link leads to it
  const store = join(folder, 'store/node_modules')
  const own = join(folder, 'strict')
  const compile = (file: string): readonly Reported[] => {
    writeFileSync(join(own, 'tsconfig.json'), JSON.stringify({ ...TSCONFIG, include: [`src/${file}`] }))
    return errorsIn(node('strict', join(ROOT, 'node_modules', COMPILER, 'bin/tsc'), '--pretty', 'false', '-p', '.'))
  }

  beforeAll(() => {
    cpSync(join(folder, 'package'), join(store, 'shapebound'), { recursive: true })
    for (const name of installed) link(name, join(store, name))
    mkdirSync(join(own, 'node_modules'), { recursive: true })
    symlinkSync(join(store, 'shapebound'), join(own, 'node_modules/shapebound'), 'junction')
    mkdirSync(join(own, 'src'))
    writeFileSync(join(own, 'package.json'), JSON.stringify({ name: 'strict', private: true, type: 'module' }))
    writeFileSync(join(own, 'src/first.ts'), `${FIRST}\nexport {}\n`)
    writeFileSync(join(own, 'src/piped.ts'), "export { pipe } from 'fp-ts/lib/function.js'\n")
  })

  test('the first program of the README compiles and runs without fp-ts, and its checkpoint is there', () => {
    expect(FIRST).toContain('Run.promise')
    expect(compile('first.ts')).toEqual([])
    node('strict', 'out/first.js')
    expect(existsSync(join(own, 'model.safetensors'))).toBe(true)
  })

  test('what imports fp-ts needs it installed', () => {
    expect(compile('piped.ts').map(({ message }) => message[0])).toEqual([
      expect.stringContaining("Cannot find module 'fp-ts/lib/function.js'"),
    ])
    link('fp-ts', join(own, 'node_modules/fp-ts'))
    expect(compile('piped.ts')).toEqual([])
  })
})

describe('a project of init', { timeout: 180_000 }, () => {
  // as it is after `npm install`, where the command line is that of the project itself
  const own = join(folder, 'own-vae')
  const bin = (name: string, file: string): void => {
    mkdirSync(join(own, 'node_modules/.bin'), { recursive: true })
    symlinkSync(join('..', file), join(own, 'node_modules/.bin', name))
  }
  const cli = (...args: readonly string[]): string =>
    node('own-vae', 'node_modules/shapebound/dist/cli/main.js', ...args)
  const last = (printed: string): unknown => JSON.parse(printed.trim().split('\n').at(-1) ?? '')

  beforeAll(() => {
    node('.', join(project('empty'), 'node_modules/shapebound/dist/cli/main.js'), 'init', 'own-vae')
    installIn(own, folder)
    link('vega', join(own, 'node_modules/vega')) // optional: the report draws with it
    link(COMPILER, join(own, 'node_modules/typescript'))
    bin('tsc', 'typescript/bin/tsc')
  })

  test('has the recipe of the template, under its name', () =>
    expect(readFileSync(join(own, 'own-vae.ts'), 'utf8')).toContain("name: 'own-vae'"))

  test('passes its own tests, and fails them where a latent of the wrong size compiles', () => {
    const npmTest = () =>
      spawnSync('npm', ['test'], { cwd: own, encoding: 'utf8', shell: process.platform === 'win32' })
    expect(npmTest()).toMatchObject({ status: 0, stderr: '' })
    const file = join(own, 'own-vae.types.ts')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace("Dim.named('code', 8)", "Dim.named('latent', 8)"))
    const failing = npmTest()
    writeFileSync(file, text)
    expect(failing.status).toBeGreaterThan(0) // 1 or 2, by the version of the compiler
    expect(failing.stdout).toContain("Unused '@ts-expect-error' directive")
  })

  test('has its options in the help', () =>
    expect(cli('train', './own-vae.ts', '--help')).toContain('dimensions of the latent (default: 8)'))

  test('trains, with options of its own, and is gone on with', () => {
    const sizes = ['--hidden', '16', '--latent', '4', '--batch', '256', '--epochs', '1']
    const trained = last(cli('train', './own-vae.ts', ...sizes, '--out', 'run', '--json'))
    // 256-16-4 and back: (256*16+16) + 2(16*4+4) + (4*16+16) + (16*256+256)
    expect(trained).toMatchObject({ steps: 8, parameters: 8680 })
    expect(last(cli('resume', 'run', '--epochs', '2', '--json'))).toMatchObject({ steps: 16 })
  })
})

describe('in an empty project', () => {
  let errors: readonly Reported[] = []
  beforeAll(() => {
    errors = errorsIn(node('empty', 'node_modules/typescript/bin/tsc', '--pretty', 'false', '-p', '.'))
  })

  test('declarations, a program of own parts and terms of own compile', () =>
    expect(errors.filter(({ file }) => !(file.replace(/^src\//, '') in wrong))).toEqual([]))

  test.each(Object.entries(wrong))('%s does not, in its words', (name, source) => {
    const wanted = new Map(wantedIn(source).map((each) => [each.line, each]))
    const found = errors.filter(({ file }) => file === `src/${name}`)
    const verdicts = [...new Set([...wanted.keys(), ...found.map(({ line }) => line)])].map((line) => {
      const own = found.filter((each) => each.line === line)
      const words = verdict(wanted.get(line), own)
      return words === null ? null : `line ${line} ${words}: ${own[0]?.message[0]}`
    })
    expect(verdicts.length).toBeGreaterThanOrEqual(12)
    expect(verdicts.filter((words) => words !== null)).toEqual([])
  })

  test('the program trains', () => {
    const histories = JSON.parse(
      node('empty', 'run.js').trim().split('\n').at(-1) ?? '',
    ) as readonly (readonly number[])[]
    expect(histories).toEqual([expect.any(Array), expect.any(Array)])
    for (const [first = 0, , last = 0] of histories) expect(last).toBeGreaterThan(first)
  })
})
