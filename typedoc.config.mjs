// `npm run docs`: README, documents and the reference of every export as one static site, in `site`.

import { readdirSync, readFileSync } from 'node:fs'
import { ENTRIES } from './scripts/entries.cjs'
import { formulas } from './scripts/site/formulas.mjs'

/** The list of the documents of a folder, and they in its order. */
const inFolder = (folder) => {
  const list = `${folder}/README.md`
  const links = [...readFileSync(list, 'utf8').matchAll(/\]\(([\w-]+\.md)\)/g)]
  return [list, ...links.map(([, name]) => `${folder}/${name}`)]
}

/** In the order in which a person reads them. */
const documents = [
  'docs/tutorial.md',
  ...inFolder('docs/guides'),
  ...inFolder('docs/derivations'),
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md') && name !== 'tutorial.md')
    .map((name) => `docs/${name}`),
]

export default {
  name: 'shapebound',
  entryPoints: Object.keys(ENTRIES).map((name) => `src/${name}.ts`),
  tsconfig: 'tsconfig.json',
  out: 'site',
  readme: 'README.md',
  projectDocuments: documents,
  plugin: ['./scripts/site/plugin.mjs'],
  markdownItLoader: formulas,
  customCss: 'scripts/site/site.css',
  highlightLanguages: ['typescript', 'json', 'yaml', 'bash', 'python'],
  // a type that only another type names is shown where it stands
  validation: {
    notExported: false,
    invalidLink: true,
    invalidPath: true,
    rewrittenLink: true,
    unusedMergeModuleWith: true,
  },
  treatWarningsAsErrors: true,
  disableSources: true,
  hideGenerator: true,
  searchInDocuments: true,
  searchInComments: true,
  navigation: { includeGroups: false, includeCategories: false },
  sort: ['source-order'],
}
