// The page of the reproductions, as markdown, from the records of the runs: no number in it is written by hand.

/** How many digits after the point a unit has. */
const DIGITS = { nats: 2, share: 3 }

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length

const deviation = (values) =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1))

/** `119.32 ± 0.14` of several seeds, else the one number. */
const obtained = (values, digits) =>
  values.length === 1
    ? values[0].toFixed(digits)
    : `${mean(values).toFixed(digits)} ± ${deviation(values).toFixed(digits)}`

/** What several records have, each thing once. */
const each = (records, of) => [...new Set(records.map(of))].join(', ')

const cells = (...texts) => `| ${texts.join(' | ')} |`

/** One line: the records of a cell in one form, of all seeds. */
const lineOf = ({ unit }, cell, records) =>
  cells(
    cell.name,
    obtained(
      records.map(({ value }) => value),
      DIGITS[unit],
    ),
    cell.reference === null ? '' : cell.reference.value.toFixed(DIGITS[unit]),
    each(records, ({ seed }) => seed),
    each(records, ({ samples }) => samples ?? ''),
    each(records, ({ budget }) => budget),
    each(records, ({ engine }) => engine),
    each(records, ({ commit }) => `\`${commit}\``),
    Math.round(mean(records.map(({ cpuSeconds }) => cpuSeconds))),
  )

const HEADER = [
  cells('', 'obtained', 'reference', 'seeds', 'K', 'budget', 'engine', 'commit', 'CPU seconds'),
  '|---|---|---|---|---|---|---|---|---|',
]

const sourcesOf = ({ cells: all }) => {
  const sources = [...new Set(all.flatMap(({ reference }) => (reference === null ? [] : [reference.source])))]
  return sources.length === 0 ? [] : [`Reference: ${sources.join('; ')}.`, '']
}

/** The lines of one form, the whole or the quick one, of the cells that have been run. */
const tableOf = (row, records, quick, title) => {
  const lines = row.cells.flatMap((cell) => {
    const own = records.filter((record) => record.cell === cell.name && record.quick === quick)
    return own.length === 0 ? [] : [lineOf(row, cell, own)]
  })
  return lines.length === 0 ? [] : [title, '', ...HEADER, ...lines, '']
}

const sectionOf = ([name, row], records) => [
  `## ${row.title}`,
  '',
  `\`npm run reproduce ${name}\`: ${row.what}.`,
  '',
  ...sourcesOf(row),
  ...tableOf(row, records, false, 'The whole:'),
  ...tableOf(row, records, true, 'A minute’s version, which is not to be compared with the reference:'),
  ...(records.length === 0 ? ['Not run yet.', ''] : []),
  `What differs: ${row.differs}`,
  '',
]

const HEAD = `# Reproductions

After this page you can run a published experiment again, and see how near the library comes. Every number is read from the records of
runs, which are in \`reproductions\`; \`npm run reproduce\` writes both, and a test asks whether they agree.

\`\`\`sh
npm run build
npm run reproduce                             # the rows that there are
npm run reproduce figure-2 -- --quick         # a minute's version of one
npm run reproduce figure-2 -- --seeds 3       # the whole, with three seeds
npm run reproduce burda -- --epochs 400       # goes on to 400 passes
\`\`\`

A run that was stopped goes on where it was, and what has been recorded is not run again. Data is read from \`SHAPEBOUND_DATA\`, a folder
with \`mnist\` and \`binarized-mnist\`. K is how many samples of the posterior an image is measured with. Of several seeds the table has the
mean and the standard deviation. CPU seconds are those of all cores, for training and measuring together, of what the last call ran.
`

/** The page, from the records of each row by its name. */
export const reproductionsPage = (rows, recordsOf) =>
  [HEAD, ...Object.entries(rows).flatMap((entry) => sectionOf(entry, recordsOf(entry[0])))]
    .join('\n')
    .trimEnd()
    .concat('\n')
