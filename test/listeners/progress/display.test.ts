import { describe, expect, it } from 'vitest'
import {
  barLine,
  downloadProgress,
  epochLines,
  startLines,
  trainingProgress,
} from '../../../src/listeners/progress/display.js'
import { terminal } from '../../../src/listeners/progress/terminal.js'
import * as Elbo from '../../../src/losses/index.js'
import type { PlayerSummary, Started, Values } from '../../../src/training/index.js'

const started = (players: Started['players']): Started => ({
  _tag: 'Started',
  step: 0,
  notices: [],
  engine: 'an engine',
  formula: players.map(({ objective }) => objective.text).join('; '),
  guarantee: players[0].objective.guarantee,
  players,
  parameters: 54_321,
  epochs: 2,
  stepsPerEpoch: 4,
})

const playing = (
  name: string,
  objective: PlayerSummary['objective'],
  moves: PlayerSummary['moves'] = null,
): PlayerSummary => ({
  name,
  moves,
  objective,
})

describe('the first lines of training', () => {
  it('are the engine, the objective, its guarantee, its axes and its needs', () =>
    expect(startLines(started([playing('fit', Elbo.describe(Elbo.elbo))]))).toEqual([
      'engine      an engine',
      'objective   E_q[log p(x|z)] - KL(q(z|x) || p(z))',
      '            It bounds log p(x) from below.',
      'axes        batch: a value for each example of a minibatch',
      'needs       log p(x|z) of every sample, the posterior q(z|x), the prior p(z)',
      'parameters  54,321',
      'steps       2 x 4',
    ]))

  it('show each schedule over the steps', () => {
    const warm = Elbo.describe(Elbo.elboWithBeta(Elbo.linearWarmUp({ steps: 4 })))
    const lines = startLines(started([playing('fit', warm)]))
    expect(lines).toContain(
      'schedule    β(t): 0.25 at step 1, 0.5 at step 2, 1 at step 4, 1 at step 6, 1 at step 8; 1 in evaluation',
    )
    expect(lines.join(' ')).toContain('not proved to bound')
  })

  it('show each player and what it moves', () => {
    const { q, p } = Elbo.piwae(2)(Elbo.logWeight)
    const players = [playing('q', Elbo.describe(q), ['encoder']), playing('p', Elbo.describe(p), ['decoder'])] as const
    const lines = startLines(started(players))
    expect(lines.filter((line) => line.startsWith('player'))).toEqual([
      'player      q, which moves encoder',
      'player      p, which moves decoder',
    ])
    expect(lines.filter((line) => line.startsWith('objective'))).toHaveLength(2)
  })
})

const parts = [
  { name: 'log p(x|z)', weight: 1, value: -80 },
  { name: 'KL', weight: -2, value: 25.5 },
]
const record = { epoch: 3, step: 12, seconds: 1.25, validation: null }

describe('an epoch', () => {
  const lines = (columns: number, values: Partial<Values> = {}) =>
    epochLines({ ...record, training: { objective: -131, parts, ...values } }, 20, columns)

  it('has every part unweighted, and what it adds where that is another number', () =>
    expect(lines(Number.POSITIVE_INFINITY)).toEqual([
      'epoch  3/20   objective -131.00   log p(x|z) -80.00   KL 25.50 (adds -51.00)   1.3 s',
    ]))

  it('does not say of a part that it adds its negative', () =>
    expect(lines(200, { parts: [{ name: 'KL', weight: -1, value: 10.45 }] })).toEqual([
      'epoch  3/20   objective -131.00   KL 10.45   1.3 s',
    ]))

  it('has the other players', () =>
    expect(lines(200, { parts: [], others: [{ player: 'p', objective: -80, parts }] })[0]).toContain(
      'objective -131.00   p: objective -80.00   log p(x|z) -80.00   KL 25.50 (adds -51.00)',
    ))

  const elbo = [
    { name: 'log p(x|z)', weight: 1, value: -1045.23 },
    { name: 'KL(q(z|x) || p(z))', weight: -1, value: 10.34 },
  ]

  it('stands closer together where that makes room', () =>
    expect(lines(80, { parts: elbo })).toEqual([
      'epoch  3/20 objective -131.00 log p(x|z) -1045.23 KL(q(z|x) || p(z)) 10.34 1.3 s',
    ]))

  it('is folded between its terms where there is none', () =>
    expect(lines(40, { parts: elbo })).toEqual([
      'epoch  3/20   objective -131.00',
      '  log p(x|z) -1045.23',
      '  KL(q(z|x) || p(z)) 10.34   1.3 s',
    ]))
})

describe('the bar', () => {
  const words = ['step 8/16', '3 s left', 'objective -1.0']

  it('is as long as there is room beside its words', () =>
    expect(barLine(0.5, words)(60)).toBe('██████████░░░░░░░░░░   step 8/16   3 s left   objective -1.0'))

  it('gives way to its words, and these to the first of them', () =>
    expect([30, 20, 12].map((columns) => barLine(0.5, words)(columns))).toEqual([
      'step 8/16   3 s left',
      'step 8/16   3 s left',
      'step 8/16',
    ]))

  it('is full at the end and never longer', () =>
    expect([barLine(1, ['a'])(12), barLine(1.5, ['a'])(12)]).toEqual(['████████   a', '████████   a']))
})

describe('training on a terminal', () => {
  it('shows the time that is left, and nothing of the bar at the end', () => {
    let [written, time] = ['', 0]
    const on = terminal(
      {
        isTTY: true,
        columns: 120,
        write: (text) => {
          written += text
        },
      },
      () => time,
      'xterm',
    )
    const told = trainingProgress(on, () => time)
    told(started([playing('fit', Elbo.describe(Elbo.elbo))]))
    for (let step = 1; step <= 8; step += 1) {
      time += 10_000
      told({ _tag: 'Stepped', epoch: 1, step, values: { objective: -131, parts } })
    }
    told({ _tag: 'EpochEnded', ...record, training: { objective: -131, parts } })
    told({ _tag: 'Finished', steps: 8, secondsPerStep: 10, stopped: 'epochs' })
    const left = [...written.matchAll(/step (\d)\/8(?: {3}(.*?) left)?/g)].map(([, step, words]) => [step, words])
    expect(left).toEqual([
      ['1', undefined],
      ['2', '1 min 0 s'],
      ['3', '50 s'],
      ['4', '40 s'],
      ['5', '30 s'],
      ['6', '20 s'],
      ['7', '10 s'],
      ['8', '0 s'],
      ['8', '0 s'], // below the line of the epoch
    ])
    expect(written.endsWith('\r\x1b[K10000.0 ms a step\n')).toBe(true)
  })
})

describe('a download', () => {
  const on = (isTTY: boolean) => {
    const written: string[] = []
    const told = downloadProgress(
      terminal({ isTTY, columns: 60, write: (text) => written.push(text) }, () => 0, 'xterm'),
    )
    return { told, written }
  }
  const progress = { _tag: 'DownloadProgress', file: 'a', url: 'http://h/a' } as const

  it('has its address once, and a bar on a terminal', () => {
    const { told, written } = on(true)
    told({ ...progress, received: 1e6, total: 4e6 })
    told({ ...progress, received: 4e6, total: 4e6 })
    expect(written).toEqual([
      'downloading http://h/a\n',
      `\r${'█'.repeat(10)}${'░'.repeat(30)}   1/4 MB\x1b[K`,
      '\r\x1b[K',
    ])
  })

  it('has no bar where nobody says how long it is', () => {
    const { told, written } = on(true)
    told({ ...progress, received: 1e6, total: null })
    expect(written).toEqual(['downloading http://h/a\n', '\r1 MB\x1b[K'])
  })

  it('is one line in a file, and says nothing of a mirror that failed while another may not', () => {
    const { told, written } = on(false)
    told({ _tag: 'MirrorFailed', file: 'a', url: 'http://g/a', reason: 'gone' })
    told({ ...progress, received: 4e6, total: 4e6 })
    expect(written).toEqual(['downloading http://h/a\n'])
  })
})
