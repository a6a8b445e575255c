import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine } from '../../../src/engines/engine.js'
import { choose } from '../../../src/engines/select.js'
import { toFile } from '../../../src/listeners/metrics/index.js'
import { elbo } from '../../../src/losses/estimators.js'
import { adam } from '../../../src/optimizers/index.js'
import { from } from '../../../src/random/key.js'
import { parse } from '../../../src/reports/metrics.js'
import type { Stepped } from '../../../src/training/events.js'
import * as Train from '../../../src/training/fit.js'
import { refusal, right, run } from '../../support/outcome.js'
import { smallVae as model, patterns } from '../../support/smallVae.js'

const folder = mkdtempSync(join(tmpdir(), 'metrics-'))
afterAll(() => rmSync(folder, { recursive: true }))

let engine: Engine
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
})
const common = () => ({
  ...{ model, objective: elbo, data: patterns(40), optimizer: adam(), batch: 10, key: from(7), engine },
})
const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n')
const timeless = (lines: readonly string[]) => lines.map((line) => line.replace(/"seconds":[^,]*/, ''))

it('begins with the configuration, and has steps and epochs as they were told', async () => {
  const [file, told] = [join(folder, 'new', 'metrics.jsonl'), [] as Stepped[]]
  const seen: number[] = []
  const trained = await run(
    Train.fit({
      ...{ ...common(), epochs: 2, norms: true },
      listen: [
        toFile(file, { latent: 2 }),
        (event) => {
          if (event._tag === 'Stepped') told.push(event)
          if (event._tag === 'EpochEnded') seen.push(linesOf(file).length)
        },
      ],
    }),
  )
  const [first = '', ...rest] = linesOf(file)
  expect(JSON.parse(first)).toEqual({
    kind: 'configuration',
    engine: engine.description,
    formula: trained.players[0].objective.text,
    parameters: trained.parameters,
    epochs: 2,
    stepsPerEpoch: 4,
    options: { latent: 2 },
  })
  const metrics = right(parse(file)(rest.join('\n')))
  expect(metrics.filter(({ _tag }) => _tag === 'Stepped')).toEqual(told)
  expect(metrics.filter(({ _tag }) => _tag === 'EpochEnded')).toEqual(
    trained.history.map((record) => ({ _tag: 'EpochEnded', ...record })),
  )
  expect(told[0]?.norms).toHaveLength(2)
  // the configuration, four steps, an epoch and what is after the last line feed
  expect(seen).toEqual([7, 12])
})

it('goes on where training does: lines after its state and half a line are gone', async () => {
  const [whole, cut] = [join(folder, 'whole.jsonl'), join(folder, 'cut.jsonl')]
  const configuration = { seed: 7 }
  await run(Train.fit({ ...common(), epochs: 3, listen: toFile(whole, configuration) }))
  const { state } = await run(Train.fit({ ...common(), epochs: 1 }))
  await run(Train.fit({ ...common(), epochs: 3, listen: toFile(cut, configuration) }))
  writeFileSync(cut, readFileSync(cut, 'utf8').slice(0, -300))
  await run(Train.fit({ ...common(), epochs: 3, from: state, listen: toFile(cut, configuration) }))
  expect(timeless(linesOf(cut))).toEqual(timeless(linesOf(whole)))
})

it.each([
  ['before training', join(folder, 'file', 'metrics.jsonl'), () => writeFileSync(join(folder, 'file'), '')],
  ['while training', join(folder, 'gone', 'metrics.jsonl'), () => rmSync(join(folder, 'gone'), { recursive: true })],
])('a file that cannot be written ends it: %s', async (_, file, spoil) => {
  const isBefore = file.includes('/file/')
  if (isBefore) spoil()
  const spoiling = ({ _tag }: { readonly _tag: string }) => (_tag === 'Started' && !isBefore ? spoil() : undefined)
  expect(await refusal(Train.fit({ ...common(), epochs: 2, listen: [toFile(file), spoiling] }))).toMatchObject({
    _tag: 'PartFailed',
    part: 'listener',
    message: expect.stringMatching(/^listener: write: needs to write .*metrics\.jsonl but the system says: E/),
    cause: { cause: { _tag: 'FileUnwritable', file } },
  })
})
