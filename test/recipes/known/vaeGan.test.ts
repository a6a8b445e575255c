import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine } from '../../../src/engines/engine.js'
import { choose } from '../../../src/engines/select.js'
import { from } from '../../../src/random/key.js'
import { vaeGan } from '../../../src/recipes/known/vaeGan.js'
import { hostLeaves } from '../../../src/tensors/tree.js'
import type { TrainingEvent } from '../../../src/training/events.js'
import { right, run } from '../../support/outcome.js'

let engine = null as unknown as Engine
let plain = null as unknown as Awaited<ReturnType<typeof stepped>>
beforeAll(async () => {
  engine = (await run(choose('onnxruntime'))).engine
  plain = await stepped()
})
afterAll(() => engine.close())

const [key, data] = [from(7), 'sprites']
const SMALL = { hidden: 16, features: 24, latent: 3, optimizer: 'sgd', lr: 0.01, discriminatorLr: 0.01 }

/** What is heard of one step, of all examples, with some options, and the parameters after it. */
const stepped = async (options: object = {}) => {
  const experiment = await run(right(vaeGan.configure({ ...SMALL, ...options }, data)).prepare({ name: data, key }))
  const events: TrainingEvent[] = []
  const { params } = await run(
    experiment.train({
      ...{ epochs: 1, batch: experiment.data.training, samples: 1, key, engine },
      listen: (event) => void events.push(event),
    }),
  )
  const leaves = hostLeaves(params).map(({ path, value }) => [path, [...value.values]] as const)
  return { events, part: (name: string) => leaves.filter(([path]) => path.startsWith(`${name}.`)) }
}

const ERROR = '|similarity(x) - similarity(E[x|z])|²/2'
const PENALTY = '-(log d(E[x|z]) + log d(E[x|z of the prior])) / 2'
const TOLD = '(log d(x) + log(1 - d(E[x|z])) + log(1 - d(E[x|z of the prior]))) / 3'

it('has three players: features are for both halves of the autoencoder, what is told apart for the decoder and the discriminator', () => {
  const players = plain.events.flatMap((event) => (event._tag === 'Started' ? event.players : []))
  expect(
    players.map(({ name, moves, objective }) => [name, moves, objective.parts.map((part) => [part.name, part.weight])]),
  ).toEqual([
    [
      'encoder',
      ['encoder'],
      [
        [ERROR, -100],
        ['KL(q(z|x) || p(z))', -1],
      ],
    ],
    [
      'decoder',
      ['decoder'],
      [
        [ERROR, -10],
        [PENALTY, -1],
      ],
    ],
    ['discriminator', ['similarity', 'discriminator'], [[TOLD, 1]]],
  ])
})

it('moves all at once: the weight of one player is nothing to the first step of the others', async () => {
  const heavier = await stepped({ gamma: 0.5 })
  expect(heavier.part('decoder')).not.toEqual(plain.part('decoder'))
  for (const part of ['encoder', 'similarity', 'discriminator']) expect(heavier.part(part)).toEqual(plain.part(part))
})
