import { describe, expect, it } from 'vitest'
import { epochLine, startLines } from '../../src/cli/progress.js'
import * as Elbo from '../../src/losses/index.js'
import type { Playing, Started } from '../../src/training/index.js'

const started = (players: Started['players']): Started => ({
  _tag: 'Started',
  engine: 'an engine',
  formula: players.map(({ objective }) => objective.text).join('; '),
  guarantee: players[0].objective.guarantee,
  players,
  parameters: 54_321,
  epochs: 2,
  stepsPerEpoch: 4,
})

const playing = (name: string, objective: Playing['objective'], moves: Playing['moves'] = null): Playing => ({
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

describe('an epoch in one line', () => {
  const parts = [
    { name: 'log p(x|z)', weight: 1, value: -80 },
    { name: 'KL', weight: -2, value: 25.5 },
  ]
  const record = { epoch: 3, step: 12, seconds: 1.25, validation: null }

  it('has every part unweighted, and what it adds where that is another number', () =>
    expect(epochLine({ ...record, training: { objective: -131, parts } }, 20)).toBe(
      'epoch  3/20   objective -131.00   log p(x|z) -80.00   KL 25.50 (adds -51.00)   1.3 s',
    ))

  it('has the other players', () =>
    expect(
      epochLine(
        { ...record, training: { objective: -131, parts: [], others: [{ player: 'p', objective: -80, parts }] } },
        3,
      ),
    ).toContain('objective -131.00   p: objective -80.00   log p(x|z) -80.00   KL 25.50 (adds -51.00)'))
})
