// The page of the recipes, as markdown, from what each recipe says of itself. `npm run catalogue` writes it.

/** What a picture of a recipe is of: samples where its model draws pictures, else reconstructions, else `null`: none. */
export const pictureOf = (recipe) => {
  const [data] = recipe.data
  const configured = recipe.configure({}, data)
  const sketch = configured._tag === 'Right' ? configured.right.sketch(data) : null
  if (sketch === null || sketch.data.picture === null) return null
  return sketch.views.generate !== null ? 'samples' : sketch.views.reconstruct !== null ? 'reconstructions' : null
}

const count = (number) => number.toLocaleString('en')

/** A text as a cell of a table. */
const cell = (text) => text.replaceAll('|', '\\|')

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`

const optionRow = ([name, { about, preset, expected }]) =>
  `| \`--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}\` | ${preset === undefined ? '' : preset} | ${cell(about)} | ${cell(expected)} |`

const settingsOf = ({ epochs, batch, samples }) =>
  `${epochs} epochs of batches of ${batch}, ${samples} ${samples === 1 ? 'sample' : 'samples'}`

/** What a recipe says of itself, and its picture. */
const sectionOf = ({ name, about, paper, parameters, data, options, settings, picture }) =>
  [
    `## ${name}`,
    '',
    sentence(about),
    '',
    ...(picture === null ? [] : [`![${picture} of ${name}](catalogue/${name}.png)`, '']),
    `- Source: ${paper}.`,
    `- Data: ${data.join(', ')}.`,
    `- Parameters: ${parameters === null ? 'known with its data' : `${count(parameters)} with the defaults, on ${data[0]}`}.`,
    `- Trains for ${settingsOf(settings)}, where nobody asks for something else.`,
    '',
    '| option | default | what it is | value |',
    '|---|---|---|---|',
    ...Object.entries(options).map(optionRow),
    '',
  ].join('\n')

const HEAD = `# Catalogue

After this page you can choose a recipe, train it and find its source. The page is made from the recipes by \`npm run catalogue\`.

\`\`\`sh
npx shapebound recipes                      # this list
npx shapebound train beta-vae --beta 8      # one of them
npx shapebound train iwae --data mnist      # on other data
\`\`\`

A recipe is 20 to 60 lines in \`src/recipes/known\`, and a start for one of your own ([recipes.md](recipes.md)). Options that every recipe has
are not repeated here. The pictures are of trainings with the defaults on the first of the data that needs no download, by
\`npm run catalogue -- --pictures\`: means of new examples, or where a model draws none, examples above what it makes of them.
`

/** The page of some recipes. */
export const cataloguePage = (recipes) =>
  [
    HEAD,
    '| recipe | what it trains | parameters |',
    '|---|---|---|',
    ...recipes.map(
      ({ name, about, parameters }) =>
        `| [${name}](#${name}) | ${cell(about)} | ${parameters === null ? '' : count(parameters)} |`,
    ),
    '',
    ...recipes.map(sectionOf),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')
