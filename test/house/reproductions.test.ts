import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import burda from '../../scripts/reproduce/burda.js'
import { type Reproduced, reproductionsPage } from '../../scripts/reproduce/page.mjs'
import { ROWS } from '../../scripts/reproduce/rows.mjs'
import { filesUnder, ROOT, textOf } from './sources.js'

const recordsOf = (name: string): readonly Reproduced[] => {
  const file = `${ROOT}/reproductions/${name}.json`
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
}

describe('reproductions', () => {
  test('docs/reproductions.md has the numbers of the records: npm run reproduce', () =>
    expect(textOf('docs/reproductions.md')).toBe(reproductionsPage(ROWS, recordsOf)))

  test('are recorded of rows and cells that there are, once for each seed and form', () => {
    for (const file of filesUnder('reproductions', '.json')) {
      const name = file.replace('.json', '')
      const cells = ROWS[name]?.cells.map((cell) => cell.name) ?? []
      const records = recordsOf(name)
      expect(records.filter(({ cell }) => !cells.includes(cell))).toEqual([])
      expect(records.every(({ value, commit }) => Number.isFinite(value) && /^[0-9a-f]{7,}/.test(commit))).toBe(true)
      expect(new Set(records.map(({ cell, seed, quick }) => `${cell} ${seed} ${quick}`)).size).toBe(records.length)
    }
  })

  test('say of each reference where it is from', () => {
    const references = Object.values(ROWS).flatMap(({ cells }) => cells.map(({ reference }) => reference))
    expect(references.filter((each) => each !== null && !/arXiv:|Pyro/.test(each.source))).toEqual([])
  })

  test('of several seeds are a mean and a deviation, and of one the number', () => {
    const row = { title: 'T', what: 'w', differs: 'd.', unit: 'nats' }
    const cell = { name: 'c', quick: true, reference: { value: 3, source: 'S' } }
    const record = {
      cell: 'c',
      quick: false,
      samples: 10,
      budget: '1 pass',
      engine: 'e',
      commit: 'abcdef1',
      cpuSeconds: 2,
    }
    const page = reproductionsPage({ row: { ...row, cells: [cell] } }, () => [
      { ...record, seed: 1, value: 1 },
      { ...record, seed: 2, value: 2 },
      { ...record, seed: 1, value: 5, quick: true },
    ])
    // of 1 and 2 the mean is 1.5, and the deviation the root of a half
    expect(page).toContain('| c | 1.50 ± 0.71 | 3.00 | 1, 2 | 10 | 1 pass | e | `abcdef1` | 2 |')
    expect(page).toContain('| c | 5.00 | 3.00 | 1 |')
    expect(page).toContain('Reference: S.')
  })

  test('of Burda et al. have options of the paper', () => {
    expect([burda.settings, burda.data]).toEqual([{ epochs: 3280, batch: 20, samples: 1 }, ['mnist']])
    expect(burda.configure({ bound: 'vae' }, 'mnist')._tag).toBe('Right')
  })
})
