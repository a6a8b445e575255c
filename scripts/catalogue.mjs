// biome-ignore-all lint/suspicious/noConsole: it is a command
// Writes docs/catalogue.md from what each recipe says of itself. With --pictures it first trains recipes with their defaults, all
// or those that are named, and draws what they make into docs/catalogue: 20 new examples, or reconstructions where a model
// draws none.
//
//     npm run catalogue
//     npm run catalogue -- --pictures vae ladder-vae
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { recipesListed } from '../dist/cli/recipes.js'
import { sourceOf } from '../dist/recipes/pixels.js'
import { RECIPES } from '../dist/recipes/registry.js'
import { cataloguePage, pictureOf } from './cataloguePage.mjs'

const { values, positionals } = parseArgs({
  options: { pictures: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const root = fileURLToPath(new URL('..', import.meta.url))
const pictures = join(root, 'docs/catalogue')

// -----------------------------------------------------------------------------
// pictures
// -----------------------------------------------------------------------------

const shapebound = (...words) =>
  execFileSync(process.execPath, [join(root, 'dist/cli/main.js'), ...words], { stdio: ['ignore', 'ignore', 'inherit'] })

/** The first of the data of a recipe that needs no file, or `null`. */
const drawnOf = ({ data }) => data.find((name) => ['Drawn', undefined].includes(sourceOf(name)?._tag)) ?? null

/** Trains a recipe and draws what it makes, in the words of the command line. */
const draw = (recipe) => {
  const [data, made] = [drawnOf(recipe), pictureOf(recipe)]
  if (data === null || made === null) return
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'))
  const run = join(folder, 'run')
  shapebound('train', recipe.name, '--data', data, '--out', run, '--quiet')
  const out = ['--out', join(folder, 'picture.png')]
  if (made === 'samples') shapebound('sample', run, '--mean', '--count', '20', ...out)
  else shapebound('reconstruct', run, '--count', '10', ...out)
  copyFileSync(join(folder, 'picture.png'), join(pictures, `${recipe.name}.png`))
  rmSync(folder, { recursive: true })
  console.log(`${recipe.name}: ${made}`)
}

if (values.pictures) {
  mkdirSync(pictures, { recursive: true })
  for (const recipe of RECIPES) if (positionals.length === 0 || positionals.includes(recipe.name)) draw(recipe)
}

// -----------------------------------------------------------------------------
// the page
// -----------------------------------------------------------------------------

const listed = await recipesListed()
if (listed._tag === 'Left') throw new Error(listed.left.message)
const all = RECIPES.map(({ options, settings }, at) => ({
  ...listed.right[at],
  ...{ options, settings },
  picture: existsSync(join(pictures, `${listed.right[at].name}.png`)) ? pictureOf(RECIPES[at]) : null,
}))
writeFileSync(join(root, 'docs/catalogue.md'), cataloguePage(all))
process.exit(0)
