import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeStudyReport } from '../../src/cli/sweepReport.js'
import { trialFolder } from '../../src/pools/job.js'
import { line, METRICS } from '../../src/reports/metrics.js'
import { standOf } from '../../src/sweeps/schedule.js'
import { study } from '../../src/sweeps/study.js'
import { recipe, space } from '../sweeps/synthetic.js'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shapebound-sweep-report-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('a trial has its curve while it trains: a line that is cut is none', async () => {
  const own = study({ recipe, space })
  const epoch = (number: number) =>
    line({
      ...{ _tag: 'EpochEnded', epoch: number, step: number, seconds: 1, validation: null },
      training: { objective: -3 * number, parts: [] },
    })
  const run = join(trialFolder(folder, 0), '0')
  mkdirSync(run, { recursive: true })
  writeFileSync(join(run, METRICS), `${epoch(1)}${epoch(2)}${epoch(3).slice(0, 40)}`)
  const stand = standOf(own)([{ kind: 'trial', trial: 0, point: { x: 1 } }])
  expect(E.isRight(await writeStudyReport(own, folder, stand, 'go on')())).toBe(true)
  const page = readFileSync(join(folder, 'report.html'), 'utf8')
  expect(page).toContain('<h2>Curves</h2>')
  expect(page).toContain('>−6</text>')
})
