/** A report as one page of HTML that needs no other file and no network. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Schedule } from '../losses/schedule.js'
import { unitOf } from '../losses/term.js'
import type { PartValue, PlayerSummary } from '../training/events.js'
import { calibrationPlot, calibrationTable, calibrationWords } from './calibration.js'
import type { ChartFailed } from './chart.js'
import { type Curve, curves } from './curves.js'
import { escaped } from './escape.js'
import { duration, fixed, unitText, weight, whole } from './format.js'
import { klBars, klWords, type Latents, legendOf, scatterOf, scatterWords } from './latents.js'
import { mathml } from './mathml.js'
import { axesWords, changing, guaranteeWords, movesWords, needsWords, stepsShown } from './objective.js'
import { dataUri } from './picture.js'
import type { Report, Result } from './report.js'
import { type Drawn, manifoldSheet, reconstructionSheet, sampleSheet, traversalSheet } from './sheets.js'
import { STYLE } from './style.js'

// -----------------------------------------------------------------------------
// parts of a page
// -----------------------------------------------------------------------------

/** A section of a page, or nothing where nothing stands in it. */
export const section = (title: string, ...inner: readonly string[]): string =>
  inner.join('') === '' ? '' : `<section>\n<h2>${escaped(title)}</h2>\n${inner.join('\n')}\n</section>\n`

const paragraph = (text: string): string => (text === '' ? '' : `<p>${escaped(text)}</p>`)

const entry = (name: string, ...values: readonly string[]): string =>
  `<dt>${escaped(name)}</dt><dd>${
    values.length === 1
      ? escaped(values[0] ?? '')
      : `<ul>${values.map((value) => `<li>${escaped(value)}</li>`).join('')}</ul>`
  }</dd>`

const counted = (count: number, one: string): string => `${whole(count)} ${one}${count === 1 ? '' : 's'}`

// -----------------------------------------------------------------------------
// head and objective
// -----------------------------------------------------------------------------

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

/** A way to the explorer that lies beside the report. */
const explorerLink = ({ explorer }: Report): string =>
  explorer === undefined || explorer === null
    ? ''
    : `<p><a href="${escaped(explorer)}">Explore the latent space</a>: a map, drawing, ways from one code to another.</p>\n`

const header = (report: Report): string => {
  const { title, model, data, run } = report
  return `<header>\n<h1>${escaped(title)}</h1>\n<p class="quiet">${escaped(
    `${capital(model)} with ${counted(run.parameters, 'parameter')}, trained for ${counted(run.history.length, 'epoch')} on ${data.name}.`,
  )}</p>\n${explorerLink(report)}</header>\n`
}

const scheduleTable = (schedules: readonly Schedule[], steps: number): string => {
  const shown = schedules.map(changing(steps))
  const head = stepsShown(steps).map((step) => `<th scope="col">step ${whole(step)}</th>`)
  const rows = shown.map(
    ({ name, values, evaluation }) =>
      `<tr><th scope="row">${escaped(name)}(t)</th>${cells(...values.map(([, value]) => value), evaluation)}</tr>`,
  )
  return schedules.length === 0
    ? ''
    : `<div class="table"><table>\n<thead><tr><th scope="col">schedule</th>${head.join('')}<th scope="col">in evaluation</th></tr></thead>\n<tbody>${rows.join('\n')}</tbody></table></div>`
}

const player =
  ({ players, steps }: Report['run']) =>
  ({ name, moves, objective: given }: PlayerSummary): string =>
    [
      players.length === 1 ? '' : `<h3>Player ${escaped(name)}</h3>`,
      `<div class="formula">${mathml('block')(given)}<code>${escaped(given.text)}</code></div>`,
      paragraph(`Maximized, averaged over the examples of each minibatch. ${guaranteeWords(given)}`),
      '<dl>',
      players.length === 1 ? '' : entry('moves', movesWords({ moves })),
      entry('axes', axesWords(given)),
      entry('needs of the model', needsWords(given)),
      '</dl>',
      scheduleTable(given.schedules, steps),
    ]
      .filter((each) => each !== '')
      .join('\n')

const objective = ({ run }: Report): string =>
  section(run.players.length === 1 ? 'Objective' : 'Objectives', ...run.players.map(player(run)))

// -----------------------------------------------------------------------------
// results
// -----------------------------------------------------------------------------

const cells = (...numbers: readonly string[]): string => numbers.map((each) => `<td>${each}</td>`).join('')

const number = fixed(2)

const partRow = (part: PartValue): string => {
  const { title } = part
  const name =
    title === undefined ? escaped(part.name) : `${escaped(title)} <span class="quiet">${escaped(part.name)}</span>`
  return `<tr><th scope="row">${name}</th>${cells(number(part.value), weight(part.weight), number(part.weight * part.value))}</tr>`
}

const resultRows = ({ name, quantity, values }: Result): string =>
  [
    `<tr class="name"><th scope="rowgroup" colspan="4">${escaped(name)}</th></tr>`,
    ...values.parts.map(partRow),
    `<tr class="whole"><th scope="row">${escaped(quantity)}</th>${cells('', '', number(values.objective))}</tr>`,
  ].join('\n')

const headline = (results: readonly Result[]): string =>
  `<ul class="headline">${results
    .map(
      ({ quantity, values }) =>
        `<li><b>${number(values.objective)}</b>${escaped(quantity)}, ${escaped(unitText(values))}</li>`,
    )
    .join('')}</ul>`

const results = ({ results: all }: Report): string => {
  const units = [...new Set(all.map(({ values }) => unitText(values)))].join('; ')
  return all.length === 0
    ? ''
    : section(
        'Results',
        headline(all),
        `<div class="table"><table>\n<thead><tr><th scope="col">${escaped(units)}</th><th scope="col">unweighted</th><th scope="col">weight</th><th scope="col">weighted</th></tr></thead>`,
        ...all.map((result) => `<tbody>\n${resultRows(result)}\n</tbody>`),
        '</table></div>',
      )
}

// -----------------------------------------------------------------------------
// how to read
// -----------------------------------------------------------------------------

/** Of the first player, which is watched. */
const isBound = ({ players: [first] }: Report['run']): boolean => first.objective.guarantee === 'bound'

const NATS = 'A nat is the unit of a natural logarithm: 1 nat is 1.44 bits.'

/** What the parts of the first objective say of their numbers, each once. */
const notes = ({ players: [first] }: Report['run']): readonly string[] => [
  ...(unitOf(first.objective.parts) === undefined ? [NATS] : []),
  ...new Set(first.objective.parts.flatMap(({ note }) => (note === undefined ? [] : [note]))),
]

const howToRead = ({ run }: Report): string => {
  const bound = isBound(run)
  return section(
    'How to read this',
    paragraph(
      [
        ...notes(run),
        bound
          ? 'The objective is a lower bound: log p(x) itself is at least as high, and by how much is not known, so that a small difference between two models decides nothing.'
          : 'The objective is what training pushed up; compare it only between runs with the same objective.',
        'When the curve of the validation falls while that of training still rises, the model is overfitting.',
      ].join(' '),
    ),
  )
}

// -----------------------------------------------------------------------------
// curves and pictures
// -----------------------------------------------------------------------------

/** An SVG file as a part of a page, where its namespace is known and its picture needs a name. */
const inlined = ({ svg, title }: Curve): string =>
  svg.replace(/\sxmlns(:\w+)?="[^"]*"/g, '').replace('<svg', `<svg role="img" aria-label="${escaped(title)}"`)

const curveFigure = (curve: Curve): string =>
  `<figure>${inlined(curve)}${curve.caption === '' ? '' : `<figcaption>${escaped(curve.caption)}</figcaption>`}</figure>`

const curveSection = (all: readonly Curve[]): string =>
  all.length === 0 ? '' : section('Curves', `<div class="charts">\n${all.map(curveFigure).join('\n')}\n</div>`)

const sheet = (title: string, caption: string, drawn: Drawn | null): string =>
  drawn === null
    ? ''
    : section(
        title,
        '<figure><div class="sheet-with-lines">',
        drawn.lines.length === 0
          ? ''
          : `<div class="lines" aria-hidden="true">${drawn.lines.map((line) => `<span>${escaped(line)}</span>`).join('')}</div>`,
        `<img class="sheet" alt="${escaped(caption)}" src="${dataUri(drawn.png)}" />`,
        `</div><figcaption>${escaped(caption)}</figcaption></figure>`,
      )

const pictures = ({ pictures: given, model }: Report): string =>
  given === null
    ? ''
    : sheet(
        'Originals and reconstructions',
        `Each line of originals has below it what the ${model} makes of them.`,
        reconstructionSheet(given),
      ) +
      sheet(
        'Samples from the prior',
        given.samples?.draws === null
          ? 'The means of p(x|z), for codes z drawn from the prior.'
          : 'The means of p(x|z), for codes z drawn from the prior; below each line, x drawn from the same p(x|z).',
        sampleSheet(given),
      ) +
      sheet(
        'Traversals',
        'The means of p(x|z) where one number of the latent of the first test example moves from −3 on the left to 3 on the right. The latents are those with the largest KL.',
        traversalSheet(given),
      ) +
      sheet(
        'The manifold',
        'The means of p(x|z) over the latent, z0 from −2.5 on the left to 2.5 on the right and z1 from 2.5 at the top to −2.5.',
        manifoldSheet(given),
      )

const scatterFigure = (given: Latents): string =>
  given.centers === null
    ? ''
    : `<figure>${scatterOf(given)}${legendOf(given)}<figcaption>${escaped(scatterWords(given))}</figcaption></figure>`

const latents = ({ latents: given }: Report): string =>
  given === undefined || given === null
    ? ''
    : section(
        'Latents',
        '<div class="charts">',
        `<figure>${klBars(given.kl)}<figcaption>${escaped(klWords(given))}</figcaption></figure>`,
        scatterFigure(given),
        '</div>',
      )

const codes = ({ codes: given }: Report): string =>
  given === undefined || given === null
    ? ''
    : section(
        'Codes',
        paragraph(
          `${whole(given.used)} of ${whole(given.count)} codes are used by the test examples, whose ${whole(given.vectors)} vectors are each replaced by the nearest code.`,
        ),
      )

const calibration = ({ calibration: bins }: Report): string =>
  bins === undefined || bins === null || bins.length === 0
    ? ''
    : section(
        'Calibration',
        '<div class="charts">',
        `<figure>${calibrationPlot(bins)}<figcaption>${escaped(calibrationWords(bins))}</figcaption></figure>`,
        `<figure>${calibrationTable(bins)}</figure>`,
        '</div>',
      )

// -----------------------------------------------------------------------------
// warnings
// -----------------------------------------------------------------------------

const warnings = ({ warnings: given = [] }: Report): string =>
  section(
    'Warnings',
    ...given.map(
      ({ name, found, toTry }) =>
        `<div class="warning"><h3>${escaped(capital(name))}</h3>${paragraph(`${capital(found)}.`)}${paragraph(`Try ${toTry}.`)}</div>`,
    ),
  )

// -----------------------------------------------------------------------------
// setup
// -----------------------------------------------------------------------------

const STOPPED = {
  epochs: 'all epochs done',
  patience: 'no better value for as many epochs as allowed',
  signal: 'stopped by a signal',
} as const

const setup = ({ model, architecture, data, run, seed, options }: Report): string =>
  section(
    'Setup',
    '<dl>',
    entry('data', data.name),
    entry(
      'examples',
      [
        [data.training, 'for training'] as const,
        [data.validation, 'for validation'] as const,
        [data.test, 'for the test'] as const,
      ]
        .flatMap(([count, words]) => (count === null ? [] : [`${whole(count)} ${words}`]))
        .join(', '),
    ),
    entry('model', model),
    architecture.length === 0 ? '' : entry('architecture', ...architecture),
    entry('parameters', whole(run.parameters)),
    ...options.map(([name, value]) => entry(name, value)),
    seed === undefined ? '' : entry('seed', String(seed)),
    entry('engine', run.engine),
    entry('trained', `${counted(run.history.length, 'epoch')}, ${counted(run.steps, 'step')}: ${STOPPED[run.stopped]}`),
    entry('time', `${duration(run.secondsPerStep)} a step, ${duration(run.secondsPerStep * run.steps)} of training`),
    '</dl>',
  )

const reproduce = ({ command }: Report): string =>
  section('Reproduce', command === '' ? '' : `<pre><code>${escaped(command)}</code></pre>`)

// -----------------------------------------------------------------------------
// page
// -----------------------------------------------------------------------------

/** Forbids the page to load anything, whatever is in it. */
const POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

/** A page of a title and of what stands in it. */
export const document = (title: string, body: string): string =>
  `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${POLICY}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body}<footer>Made by shapebound.</footer>
</main>
</body>
</html>
`

/** A report as a page, from its drawn curves. */
export const page =
  (drawn: readonly Curve[]) =>
  (report: Report): string =>
    document(
      report.title,
      `${header(report)}${results(report)}${warnings(report)}${objective(report)}${pictures(report)}${latents(report)}${codes(report)}${calibration(report)}${curveSection(drawn)}${howToRead(report)}${setup(report)}${reproduce(report)}`,
    )

/**
 * A report as one page of HTML.
 *
 * Errors: `ChartFailed`.
 */
export const html = (report: Report): TE.TaskEither<ChartFailed, string> =>
  pipe(
    curves({ epochs: report.run.history, steps: report.steps, bound: isBound(report.run) }),
    TE.map((drawn) => page(drawn)(report)),
  )
