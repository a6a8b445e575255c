/** The report of a study: one page with a table, the curves of all trials, parallel coordinates, importance and a front. */

import { escaped } from '../reports/escape.js'
import { fixed, short } from '../reports/format.js'
import { document, section } from '../reports/html.js'
import { drawnPlane, drawnWays, type Trace, type Way } from './drawing.js'
import { bestFirst, meanOf, ranked, type Scored, spreadOf, type Trial, valueAt } from './history.js'
import { importanceOf, paretoOf } from './importance.js'
import { type Parameter, plainOf, type Value } from './parameter.js'
import { partOf } from './scale.js'
import type { AnyStudy } from './study.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What a page is made of. */
export interface StudyReport {
  readonly study: AnyStudy
  readonly trials: readonly Trial[]
  /** How many there are to be in all. */
  readonly total: number
  /** Of each trial that has any, what it maximized after each epoch. */
  readonly curves: readonly { readonly trial: number; readonly points: readonly (readonly [number, number])[] }[]
  /** The line that goes on with the study. */
  readonly command: string
}

const shown = (value: Value | undefined): string =>
  typeof value === 'number' ? short(value) : value === undefined ? '' : String(value)

const pointText = ({ trial, point }: Trial): string =>
  `trial ${trial}: ${Object.entries(point)
    .map(([name, value]) => `${name} ${shown(value)}`)
    .join(', ')}`

const valueText = ({ study }: StudyReport, { results }: Trial): string => {
  const values = results.at(-1)?.[study.metric]
  if (values === undefined) return ''
  const spread = spreadOf(values)
  return spread === null ? fixed(3)(meanOf(values)) : `${fixed(3)(meanOf(values))} ± ${fixed(3)(spread)}`
}

// -----------------------------------------------------------------------------
// sections
// -----------------------------------------------------------------------------

const head = ({ study, trials, total }: StudyReport, [best]: readonly Scored[]): string => {
  const { recipe, metric, goal, on, sampler, pruner, seeds, epochs } = study
  const words = `${trials.length} of ${total} trials of up to ${epochs} epochs${seeds > 1 ? `, each with ${seeds} seeds` : ''}; points by ${sampler.name}, pruner ${pruner.name}. Compared by ${metric} on the ${on} data, which is to ${goal}.`
  const found =
    best === undefined
      ? ''
      : `<ul class="headline"><li><b>${short(valueAt(study, best.trial, best.rung) ?? Number.NaN)}</b>${escaped(metric)} of the best: ${escaped(pointText(best.trial))}</li></ul>`
  return `<header>\n<h1>A study of ${escaped(recipe.name)}</h1>\n<p class="quiet">${escaped(words)}</p>\n</header>\n<section>${found}</section>\n`
}

const table = (report: StudyReport): string => {
  const { study, trials } = report
  const names = Object.keys(study.space)
  const rows = bestFirst(study, trials).map((trial) => {
    const epochs = study.rungs[trial.results.length - 1] ?? 0
    const cells = [
      trial.state,
      String(epochs),
      valueText(report, trial),
      ...names.map((name) => shown(trial.point[name])),
    ]
    return `<tr><th>${trial.trial}</th>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`
  })
  const titles = ['trial', 'state', 'epochs', study.metric, ...names].map((name) => `<th>${escaped(name)}</th>`)
  return `<div class="table"><table><thead><tr>${titles.join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`
}

/** What stands at the axis of a parameter: the values of a choice, or two ends. */
const marksOf = (parameter: Parameter): readonly (readonly [number, string])[] => {
  const plain = plainOf(parameter)
  const values: readonly Value[] = plain._tag === 'Choice' ? plain.values : [plain.from, plain.to]
  return values.map((value) => [partOf(parameter, value), shown(value)] as const)
}

/** An axis for each parameter, and one for what is compared. */
const ways = ({ study }: StudyReport, order: readonly Scored[]): string => {
  if (order.length < 2) return ''
  const scores = order.map(({ score }) => score)
  const [low, high] = [Math.min(...scores), Math.max(...scores)]
  const goodOf = (score: number) => (high === low ? 1 : (score - low) / (high - low))
  const names = Object.entries(study.space)
  const sign = study.goal === 'maximize' ? 1 : -1
  const axes = [
    ...names.map(([name, parameter]) => ({ name, marks: marksOf(parameter) })),
    {
      name: study.metric,
      marks: [
        [0, short(sign * low)],
        [1, short(sign * high)],
      ] as const,
    },
  ]
  const lines = order.map(({ trial, score }): Way => {
    const parts = names.map(([name, parameter]) => {
      const value = trial.point[name]
      return value === undefined ? null : partOf(parameter, value)
    })
    return { parts: [...parts, goodOf(score)], good: goodOf(score), title: pointText(trial) }
  })
  return `<figure>${drawnWays(axes, lines)}<figcaption>One line a trial; the better, the stronger. On the last axis the best are at the top.</figcaption></figure>`
}

const importance = ({ study, trials }: StudyReport): string => {
  if (trials.length < 4) return ''
  const found = Object.entries(importanceOf(study, study.space)(trials)).toSorted(([, one], [, other]) => other - one)
  const rows = found.map(
    ([name, share]) =>
      `<tr><th>${escaped(name)}</th><td>${fixed(0)(100 * share)} %</td><td style="width:60%"><span class="bar" style="width:${fixed(1)(100 * share)}%"></span></td></tr>`,
  )
  return `<div class="table"><table><tbody>${rows.join('\n')}</tbody></table></div><p class="quiet">The share of the variance at the first rung that lies between the values of each parameter on its own (ε²). What parameters do only together is in none of them.</p>`
}

const curves = ({ curves: all, trials }: StudyReport, [best]: readonly Scored[]): string => {
  const traces = all.flatMap(({ trial, points }): readonly Trace[] => {
    const own = trials[trial]
    return own === undefined ? [] : [{ points, marked: trial === best?.trial.trial, title: pointText(own) }]
  })
  const drawn = drawnPlane({ label: 'curves of all trials', x: 'epoch', y: 'objective', traces, joined: true })
  return drawn === ''
    ? ''
    : `<figure>${drawn}<figcaption>What each trial maximized, by epoch, with its own weights: of trials whose objectives differ the heights are not comparable. The best is marked.</figcaption></figure>`
}

/** The quantities beside what is compared, the first of which is drawn against the second. */
const front = ({ trials }: StudyReport, order: readonly Scored[]): string => {
  const [x, y] = Object.keys(order[0]?.trial.results.at(-1) ?? {}).filter((name) => name !== 'objective')
  if (x === undefined || y === undefined || order.length < 2) return ''
  const [one, other] = [
    { metric: x, goal: 'maximize' },
    { metric: y, goal: 'minimize' },
  ] as const
  const kept = paretoOf(one, other, trials)
  const traces = order.map(({ trial, rung }): Trace => {
    const place = [valueAt(one, trial, rung) ?? Number.NaN, valueAt(other, trial, rung) ?? Number.NaN] as const
    return { points: [place], marked: kept.includes(trial), title: pointText(trial) }
  })
  return `<figure>${drawnPlane({ label: `${x} and ${y}`, x, y, traces, joined: false })}<figcaption>Marked: no other trial has more ${escaped(x)} and less ${escaped(y)}.</figcaption></figure>`
}

/**
 * The report of a study as one page of HTML, which loads nothing.
 */
export const studyPage = (report: StudyReport): string => {
  const order = ranked(report.study, report.trials)
  const charts = [curves(report, order), front(report, order)].filter((each) => each !== '')
  return document(
    `A study of ${report.study.recipe.name}`,
    [
      head(report, order),
      section('Parameters and what came of them', ways(report, order)),
      section('Importance', importance(report)),
      section('Curves', charts.length === 0 ? '' : `<div class="charts">${charts.join('\n')}</div>`),
      section('Trials', table(report)),
      section('Go on', `<pre><code>${escaped(report.command)}</code></pre>`),
    ].join(''),
  )
}
