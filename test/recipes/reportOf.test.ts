import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import { elbo } from '../../src/losses/estimators.js'
import { adam } from '../../src/optimizers/index.js'
import { from } from '../../src/random/key.js'
import * as Report from '../../src/recipes/reports.js'
import type { Stepped } from '../../src/training/events.js'
import * as Train from '../../src/training/index.js'
import { refusal, run } from '../support/outcome.js'
import { smallVae as model, patterns } from '../support/smallVae.js'

const folder = mkdtempSync(join(tmpdir(), 'report-'))
afterAll(() => rmSync(folder, { recursive: true }))

let engine: Engine
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
})

const data = patterns(40)
const test = { ...patterns(24, 2), picture: { height: 2, width: 3 } }
const common = () => ({ model, objective: elbo, data, key: from(7), engine })

it('a training of a program has the report that the command line makes, with its pictures', async () => {
  const steps: Stepped[] = []
  const listen: Train.Listener = (event) => {
    if (event._tag === 'Stepped') steps.push(event)
  }
  const labels = { values: Array.from({ length: 24 }, (_, at) => at % 2), names: ['even', 'odd'] }
  const files = await run(
    pipe(
      Train.fit({ ...common(), optimizer: adam(), epochs: 2, batch: 10, norms: true, listen }),
      TE.flatMap(Report.of({ ...common(), test, steps, labels, title: 'Small', command: 'node mine.js' })),
      TE.flatMap(Report.write(folder)),
    ),
  )
  expect(files).toHaveLength(4)
  expect(readdirSync(folder).sort()).toEqual(['metrics.jsonl', 'reconstructions.png', 'report.html', 'samples.png'])
  const page = readFileSync(join(folder, 'report.html'), 'utf8')
  const titles = [...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title)
  expect(titles).toEqual(
    expect.arrayContaining([
      ...[
        'Results',
        'Originals and reconstructions',
        'Samples from the prior',
        'Latents',
        'The manifold',
        'Calibration',
      ],
      ...['Curves', 'Setup', 'Reproduce'],
    ]),
  )
  expect(page).toContain('aria-label="Gradient norm: encoder, by step"')
  expect(page).toContain('</svg>odd</li>')
  expect(page).not.toContain('<dt>seed</dt>')
})

it('measures what it is asked to on the test data, and takes what is said of it', async () => {
  const trained = await run(Train.fit({ ...common(), optimizer: adam(), epochs: 1, batch: 10 }))
  const report = await run(Report.of({ ...common(), test, options: [['width', '5']] })(trained))
  expect(report.results[0]).toMatchObject({ name: 'ELBO on the 24 test examples, L = 1', quantity: 'ELBO' })
  expect(report.results[0]?.values.objective).toBeLessThan(0)
  expect([report.options, report.command, report.data.test]).toEqual([[['width', '5']], '', 24])
})

it('of a model that shows nothing has no pictures', async () => {
  const { posterior: _, ...shy } = model
  const own = { ...common(), model: shy }
  const trained = await run(Train.fit({ ...own, optimizer: adam(), epochs: 1, batch: 10 }))
  const { pictures, latents, calibration } = await run(Report.of({ ...own, test })(trained))
  expect([pictures, latents, calibration]).toEqual([null, null, null])
})

it('refuses test data of another event in words', async () => {
  const trained = await run(Train.fit({ ...common(), optimizer: adam(), epochs: 1, batch: 10 }))
  const other = { ...patterns(24), shape: [5], event: [{ dim: 5, size: 5 }] } as unknown as typeof data
  expect(await refusal(Report.of({ ...common(), test: other })(trained))).toMatchObject({ _tag: 'BadRequest' })
})
