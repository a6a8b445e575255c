import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine } from '../../../src/engines/engine.js'
import { choose } from '../../../src/engines/select.js'
import { toCsv } from '../../../src/listeners/metrics/index.js'
import { elbo } from '../../../src/losses/estimators.js'
import { adam } from '../../../src/optimizers/index.js'
import { from } from '../../../src/random/key.js'
import type { TrainingEvent } from '../../../src/training/events.js'
import * as Train from '../../../src/training/fit.js'
import { play, player } from '../../../src/training/players.js'
import { run } from '../../support/outcome.js'
import { smallVae as model, patterns } from '../../support/smallVae.js'

const folder = mkdtempSync(join(tmpdir(), 'csv-'))
afterAll(() => rmSync(folder, { recursive: true }))

let engine: Engine
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
})
const common = () => ({ model, data: patterns(40), batch: 10, key: from(7), engine })
const rowsOf = (file: string): readonly Readonly<Record<string, string>>[] =>
  parse(readFileSync(file, 'utf8'), { columns: true }) as readonly Readonly<Record<string, string>>[]

it('has a row for each step and epoch, and a column for each number', async () => {
  const file = join(folder, 'metrics.csv')
  const events: TrainingEvent[] = []
  const optimizer = adam()
  await run(
    play({
      ...{ ...common(), epochs: 2, norms: true, validation: patterns(20, 2) },
      players: [
        player({ name: 'q', moves: ['encoder'], objective: elbo, optimizer }),
        player({ name: 'p, "own"', moves: ['decoder'], objective: elbo, optimizer }),
      ],
      listen: [toCsv(file), (event) => events.push(event)],
    }),
  )
  const rows = rowsOf(file)
  expect(rows.map(({ kind, epoch, step }) => `${kind} ${epoch} ${step}`)).toEqual(
    events.flatMap((event) =>
      event._tag === 'Stepped'
        ? [`step ${event.epoch} ${event.step}`]
        : event._tag === 'EpochEnded'
          ? [`epoch ${event.epoch} ${event.step}`]
          : [],
    ),
  )
  const [step, epoch] = [events[2], events.find(({ _tag }) => _tag === 'EpochEnded')]
  if (step?._tag !== 'Stepped' || epoch?._tag !== 'EpochEnded') throw new Error('there are no such events')
  const [, second = {}] = rows
  const ended = rows.find(({ kind }) => kind === 'epoch') ?? {}
  const name = step.values.parts[1]?.name ?? ''
  const numbers = (row: Readonly<Record<string, string>>, ...names: readonly string[]) =>
    names.map((each) => Number(row[each]))
  expect(numbers(second, 'objective', name, `p, "own": ${name}`, 'gradient norm of q: encoder')).toEqual([
    step.values.objective,
    step.values.parts[1]?.value,
    step.values.others?.[0]?.parts[1]?.value,
    step.norms?.[0]?.gradient,
  ])
  expect(numbers(ended, 'seconds', 'objective', 'validation: objective', `validation: ${name}`)).toEqual([
    epoch.seconds,
    epoch.training.objective,
    epoch.validation?.objective,
    epoch.validation?.parts[1]?.value,
  ])
  expect([second['validation: objective'], second.seconds, ended['update norm of q: encoder']]).toEqual(['', '', ''])
})

it('goes on where training does', async () => {
  const [whole, cut] = [join(folder, 'whole.csv'), join(folder, 'cut.csv')]
  const asked = { ...common(), objective: elbo, optimizer: adam() }
  await run(Train.fit({ ...asked, epochs: 3, listen: toCsv(whole) }))
  const { state } = await run(Train.fit({ ...asked, epochs: 1 }))
  await run(Train.fit({ ...asked, epochs: 2, listen: toCsv(cut) }))
  await run(Train.fit({ ...asked, epochs: 3, from: state, listen: toCsv(cut) }))
  const timeless = (file: string) => rowsOf(file).map(({ seconds: _, ...row }) => row)
  expect(timeless(cut)).toEqual(timeless(whole))
  expect(timeless(cut)).toHaveLength(15)
})
