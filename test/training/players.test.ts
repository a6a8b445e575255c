import { pipe } from 'fp-ts/lib/function.js'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import { kl } from '../../src/losses/atoms.js'
import { elbo, elboWithBeta, logWeight } from '../../src/losses/estimators.js'
import { piwae } from '../../src/losses/importance.js'
import { erase } from '../../src/losses/term.js'
import { minimize, scale } from '../../src/losses/weighting.js'
import { adam, sgd } from '../../src/optimizers/index.js'
import { from } from '../../src/random/key.js'
import { hostLeaves } from '../../src/tensors/tree.js'
import type { TrainingEvent } from '../../src/training/events.js'
import * as Fit from '../../src/training/fit.js'
import { type CheckedPlayer, play, player } from '../../src/training/players.js'
import { distance } from '../support/near.js'
import { refusal, run } from '../support/outcome.js'
import { patterns, smallVae } from '../support/smallVae.js'

let cpu: Engine
beforeAll(async () => {
  cpu = (await run(choose('wasm'))).engine
})

const data = patterns(40)
const common = () => ({ model: smallVae, data, epochs: 3, batch: 10, key: from(7), engine: cpu })
const optimizer = sgd({ learningRate: 0.1 })
const numbersOf = (params: unknown) => hostLeaves(params).flatMap(({ value }) => [...value.values])

const q = player({ name: 'q', objective: elbo, moves: ['encoder'], optimizer })
const p = player({ name: 'p', objective: elbo, moves: ['decoder'], optimizer })

describe('play', () => {
  it('with one player that moves everything is fit', async () => {
    const all = player({ name: 'all', objective: elbo, moves: ['encoder', 'decoder'], optimizer })
    const [played, fitted] = [
      await run(play({ ...common(), players: [all] })),
      await run(Fit.fit({ ...common(), objective: elbo, optimizer })),
    ]
    expect(numbersOf(played.params)).toEqual(numbersOf(fitted.params))
    expect(played.history.map(({ training }) => training)).toEqual(fitted.history.map(({ training }) => training))
  })

  it('moves what its players move, and nothing else', async () => {
    const initial = await run(
      play({ ...common(), epochs: 1, players: [player({ ...q, optimizer: sgd({ learningRate: 0 }) })] }),
    )
    const [moved, alone] = [
      await run(play({ ...common(), epochs: 1, players: [q] })),
      await run(play({ ...common(), epochs: 1, players: [p] })),
    ]
    expect(numbersOf(moved.params.decoder)).toEqual(numbersOf(initial.params.decoder))
    expect(numbersOf(moved.params.encoder)).not.toEqual(numbersOf(initial.params.encoder))
    expect(numbersOf(alone.params.encoder)).toEqual(numbersOf(initial.params.encoder))
    expect(numbersOf(alone.params.decoder)).not.toEqual(numbersOf(initial.params.decoder))
  })

  it('goes astray with any of its players, and says which', async () => {
    const wild = player({ ...p, objective: pipe(elbo, scale(1000)), optimizer: sgd({ learningRate: 1e38 }) })
    const tame = player({ name: 'q', objective: minimize(kl), moves: ['encoder'], optimizer: adam() })
    for (const trained of [
      play({ ...common(), players: [tame, wild] }),
      play({ ...common(), players: [wild, tame] }),
    ]) {
      const error = await refusal(trained)
      expect(error).toMatchObject({ _tag: 'Diverged', player: 'p' })
      expect(error.message).toMatch(/^training: the objective of p is (NaN|-?Infinity) at step \d+ \(its term /)
      expect(error._tag === 'Diverged' && error.parameter).toMatch(/^decoder\./)
    }
  })

  it('goes astray with a parameter after the last step, and says who moves it', async () => {
    const wild = player({ ...p, objective: pipe(elbo, scale(1000)), optimizer: sgd({ learningRate: 1e38 }) })
    const error = await refusal(play({ ...common(), epochs: 1, batch: 40, players: [q, wild] }))
    expect(error).toMatchObject({ _tag: 'Diverged', player: 'p', step: 1 })
    expect(error.message).toMatch(/^training: the parameter decoder\.\S+, which p moves, is /)
    // the last of those that move it, also where it moves more
    const both = player({ ...wild, name: 'both', moves: ['encoder', 'decoder'] })
    expect(await refusal(play({ ...common(), epochs: 1, batch: 40, players: [q, both] }))).toMatchObject({
      player: 'both',
      step: 1,
    })
  })

  it('in turn each sees the move before it, at once none does', async () => {
    const one = { ...common(), epochs: 1, batch: 40 }
    const players = [q, p] as const
    const [turn, once, first] = [
      await run(play({ ...one, players })),
      await run(play({ ...one, players, order: 'at once' })),
      await run(play({ ...one, players: [q] })),
    ]
    // q moves first, and so the same
    expect(numbersOf(turn.params.encoder)).toEqual(numbersOf(first.params.encoder))
    expect(numbersOf(once.params.encoder)).toEqual(numbersOf(first.params.encoder))
    expect(distance(numbersOf(turn.params.decoder), numbersOf(once.params.decoder))).toBeGreaterThan(1e-6)
  })

  it.each(['in turn', 'at once'] as const)('of q and p %s learns, and tells of each player', async (order) => {
    const events: TrainingEvent[] = []
    const objectives = piwae(2)(logWeight)
    const trained = await run(
      play({
        ...common(),
        epochs: 20,
        samples: 4,
        order,
        validation: data,
        listen: (event) => events.push(event),
        players: [
          player({ name: 'q', objective: objectives.q, moves: ['encoder'], optimizer: adam({ learningRate: 0.03 }) }),
          player({ name: 'p', objective: objectives.p, moves: ['decoder'], optimizer: adam({ learningRate: 0.03 }) }),
        ],
      }),
    )
    expect(trained.history.at(-1)?.training.objective).toBeGreaterThan(-3.2)
    expect(trained.history.at(-1)?.validation?.objective).toBeGreaterThan(-3.2)
    expect(trained.history[0]?.training.others?.[0]).toMatchObject({ player: 'p' })
    expect(events[0]).toMatchObject({ _tag: 'Started', guarantee: 'bound' })
    expect((events[0] as { readonly formula: string }).formula).toMatch(
      /^q: mean over outer .*; p: log mean over samples/,
    )
    const last = trained.history.at(-1)?.training
    // 4 samples under the logarithm are worth more than 2
    expect(last?.others?.[0]?.objective).toBeGreaterThan(last?.objective ?? 0)
  })

  it('is the same on the compiled engine', async () => {
    const chosen = await choose('onnxruntime')()
    if (chosen._tag === 'Left') return
    const [one, other] = [
      await run(play({ ...common(), players: [q, p] })),
      await run(play({ ...common(), players: [q, p], engine: chosen.right.engine })),
    ]
    expect(distance(numbersOf(other.params), numbersOf(one.params))).toBeLessThan(1e-3)
    await run(choose('wasm'))
  })

  it('takes players whose objectives differ: q by the KL alone', async () => {
    const players = [player({ ...q, objective: minimize(kl) }), player({ ...p, objective: elboWithBeta(0.1) })] as const
    const trained = await run(play({ ...common(), epochs: 20, players }))
    // a posterior that is asked for nothing but the prior becomes it
    expect(trained.history.at(-1)?.training.objective).toBeGreaterThan(-0.05)
  })

  it('refuses in words', async () => {
    const requirementOf = async (changes: object) =>
      (await refusal(play({ ...common(), players: [q, p], ...changes } as never))).message
    expect(await requirementOf({ players: [] })).toBe('play: there are no players')
    expect(await requirementOf({ players: [{ ...q, moves: [] }] })).toBe('play: player q moves nothing')
    expect(await requirementOf({ players: [q, q], order: 'at once' })).toBe(
      'play: encoder is moved twice at once: let the players move in turn',
    )
    const typo = player({ ...q, moves: ['encodr'] })
    const words: CheckedPlayer<typeof smallVae, typeof typo> = 'player q moves encodr: the model has no such part'
    expect(await requirementOf({ players: [typo] })).toBe(words)
    expect(await requirementOf({ players: [{ ...q, objective: erase(kl) }] })).toBe(
      'the objective must be a gain, not a cost; use Elbo.minimize',
    )
  })
})
