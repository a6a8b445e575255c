// Joins what the compiler has written, a file for each module, into few files: Node takes longer to find and to open hundreds of
// files than to run what is in them.
//
//     dist            what Node takes: the entry points, and in dist/chunks what they share; beside them the declarations
//     dist/modules    what bundlers take, for browsers too: a file for each module, of which they leave out what is not used
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const DIST = join(ROOT, 'dist')
const MODULES = 'modules'
const require = createRequire(import.meta.url)
const { exports: entryPoints, imports, bin } = require('../package.json')

/** A file of `dist` by its path there, with slashes. */
const inDist = (path) => relative(DIST, path).replaceAll('\\', '/')

const modules = () =>
  readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.js') && !path.startsWith(`${MODULES}/`))

// -----------------------------------------------------------------------------
// which modules lead to which
// -----------------------------------------------------------------------------

/** What a module names of others, also of those that its text loads later or gives to a worker. */
const namedIn = (text) =>
  [...text.matchAll(/(?:\bfrom |\bimport |\bimport\(|\bnew URL\()'([.#][^']*\b(?:js|candidates|platform))'/g)].map(
    ([, name]) => name,
  )

/** A path of the package as one of `dist`, where the modules for bundlers are not apart yet. */
const pathOf = (path) => path.replace('./dist/', '').replace(`${MODULES}/`, '')

/** The modules that some lead to, those too; of what is chosen by where a program runs, those of some conditions. */
const reached = (first, conditions) => {
  const found = new Set(first)
  // what is added on the way is walked too
  for (const path of found)
    for (const name of namedIn(readFileSync(join(DIST, path), 'utf8')))
      if (!name.startsWith('#')) found.add(posix.join(posix.dirname(path), name))
      else for (const each of conditions) found.add(pathOf(imports[name][each]))
  return [...found]
}

// -----------------------------------------------------------------------------
// the modules that bundlers take
// -----------------------------------------------------------------------------

const writeModules = () => {
  const entries = Object.values(entryPoints).flatMap(({ module: path }) => (path ? [pathOf(path)] : []))
  for (const path of reached(entries, ['browser', 'module'])) cpSync(join(DIST, path), join(DIST, MODULES, path))
}

// -----------------------------------------------------------------------------
// the bundle
// -----------------------------------------------------------------------------

/** Packages of CommonJS that are always loaded: asked for in its own way, Node does not look through their text for names first. */
const REQUIRED = /^(@tensorflow\/tfjs-(core|backend-cpu)|fp-ts\/lib\/\w+\.js)$/

/** Whether a name may be that of a constant: `let`, which fp-ts exports, may not. */
const isFree = (name) => {
  try {
    return Boolean(new Function(`'use strict'; const ${name} = 0`))
  } catch {
    return false
  }
}

const handedOn = (name) =>
  isFree(name)
    ? `export const ${name} = own.${name}`
    : `const own_${name} = own.${name}; export { own_${name} as ${name} }`

/** A module that has what a package of CommonJS exports. */
const requiring = (name) =>
  [
    "import { createRequire } from 'node:module'",
    `const own = createRequire(import.meta.url)(${JSON.stringify(name)})`,
    ...Object.keys(require(name))
      .filter((each) => each !== 'default')
      .map(handedOn),
  ].join('\n')

const REQUIRING = 'requiring:'

const required = {
  name: 'required',
  enforce: 'pre',
  resolveId: (name) =>
    REQUIRED.test(name) ? { id: `${REQUIRING}${name}`, moduleSideEffects: name.includes('backend') } : null,
  load: (id) => (id.startsWith(REQUIRING) ? requiring(id.slice(REQUIRING.length)) : null),
}

/** Of what is chosen by where it runs, the file of Node. */
const ofNode = {
  name: 'of-node',
  enforce: 'pre',
  resolveId: (name) => (name.startsWith('#') ? join(ROOT, imports[name].default) : null),
}

/** What a module finds from its own place it finds from the chunk that it is in. */
const places = {
  name: 'places',
  enforce: 'pre',
  transform: (code, id) =>
    inDist(id).startsWith('..') ? null : code.replaceAll('import.meta.url', `placeOf(${JSON.stringify(inDist(id))})`),
  renderChunk: (code, { fileName }) =>
    code.replaceAll(/\bplaceOf\(["']([^"']+)["']\)/g, (_, path) => {
      const way = posix.relative(posix.dirname(fileName), path)
      return `new URL(${JSON.stringify(way)}, import.meta.url).href`
    }),
}

/** Modules that scripts and tests of the repository take. */
const OWN = [
  'cli/program',
  'cli/recipes',
  'engines/compiled/unreported',
  'recipes/pixels',
  'recipes/registry',
  'training/plan',
]

/** The entry points of the package, its command, and what the repository takes. */
const entries = () => {
  const paths = [
    ...Object.values(entryPoints).flatMap((each) => (each.default ? [pathOf(each.default)] : [])),
    ...Object.values(bin).map((path) => path.replace('dist/', '')),
    ...OWN.map((name) => `${name}.js`),
  ]
  return Object.fromEntries(paths.map((path) => [path.replace(/\.js$/, ''), join(DIST, path)]))
}

/** What nearly every program takes is one file, whatever else shares parts of it. */
const core = () => {
  const modules = new Set(reached(['index.js'], ['default']))
  return { name: 'core', test: (id) => id.startsWith(REQUIRING) || modules.has(inDist(id)) }
}

const bundled = async () => {
  const { output } = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    plugins: [required, ofNode, places],
    build: {
      ...{ ssr: true, write: false, minify: false, target: 'es2022' },
      rollupOptions: {
        input: entries(),
        preserveEntrySignatures: 'strict',
        treeshake: { propertyReadSideEffects: false },
        output: {
          ...{ format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name].js' },
          // the code of a thread is handed over as text: what it requires is its own
          polyfillRequire: false,
          codeSplitting: { groups: [core()] },
          comments: false,
        },
      },
    },
  })
  return output
}

// -----------------------------------------------------------------------------
// the build
// -----------------------------------------------------------------------------

const all = modules()
writeModules()
const chunks = await bundled()
for (const path of all) rmSync(join(DIST, path))
for (const { fileName, code } of chunks) {
  mkdirSync(dirname(join(DIST, fileName)), { recursive: true })
  writeFileSync(join(DIST, fileName), code)
}
