import { rmSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { COMPILERS } from '../../scripts/compilers.mjs'
import { errorsIn } from '../../scripts/headlines.mjs'
import { newProject, saidToEach } from './project.js'

// Projects that are not strict: right programs compile in them too, and wrong ones get the same words.

const RIGHT = `
import { pipe } from 'fp-ts/lib/function.js'
import { Data, DiagonalNormal, Elbo, Evaluate, Key, Layer, Optimizer, T, Train, Vae } from 'shapebound'
import { Checkpoint } from 'shapebound/node'
const encoder = Layer.sequence(Layer.dense(64, 32), Layer.tanh, Layer.normalHead(32, 3))
const decoder = Layer.sequence(Layer.dense(3, 32), Layer.tanh, Layer.bernoulliHead(32, 64))
export const model = Vae.make({ encoder, decoder, prior: DiagonalNormal.standard(3) })
export const data = Data.sprites({ key: Key.from(1), count: 64, size: 8 }).binary
export const program = Train.fit({ model, data, objective: Elbo.elbo, optimizer: Optimizer.adam(), epochs: 1, key: Key.from(1) })
export const sampled = Train.fit({ model, data, objective: Elbo.stickingTheLanding, optimizer: Optimizer.adam(), epochs: 1, key: Key.from(1), validation: data, patience: 3 })
export const players = Train.play({ model, data, players: [Train.player({ name: 'q', objective: Elbo.elbo, moves: ['encoder'], optimizer: Optimizer.adam() })], epochs: 1, key: Key.from(1) })
export const run = async (engine: Parameters<typeof Evaluate.bound>[0]['engine']) => {
  const trained = await program()
  if (trained._tag === 'Left') return null
  const { params } = trained.right
  await Checkpoint.save('a')(params)()
  await Checkpoint.load(params)('a')()
  return Evaluate.bound({ model, data, bound: Elbo.elbo, params, key: Key.from(1), engine })
}
export const conv = Layer.sequence(Layer.input([28, 28, 1]), Layer.conv2d(1, 8, { kernel: 3, stride: 2 }), Layer.relu, Layer.maxPool({ kernel: 2 }), Layer.flatten, Layer.normalHead(5))
declare const rows: T.Tensor<readonly ['batch', 784]>
export const image: T.Tensor<readonly ['batch', 28, 28]> = pipe(rows, T.reshape(['batch', 28, 28]))
export const objective = pipe(Elbo.logLikelihood, Elbo.average('samples'), Elbo.minus(pipe(Elbo.kl, Elbo.scale(4))))
`

const WRONG = `
import { Elbo, Key, Layer, Optimizer, Train } from 'shapebound'
import { data, model } from './right.js'
Layer.sequence(Layer.dense(3, 4), Layer.dense(5, 6))
Train.fit({ model, data, objective: Elbo.kl, optimizer: Optimizer.adam(), epochs: 1, key: Key.from(1) })
`

/** Besides `strict: false`. */
const LAX = [
  { strict: false, noImplicitAny: true },
  { strict: true, strictNullChecks: false },
  { strict: true, strictFunctionTypes: false },
]

/** Where nothing is strict, there are wrong programs too. */
const PARTS = [
  ...LAX.map((settings) => ({ files: { right: RIGHT }, settings: { ...settings, noEmit: true } })),
  { files: { right: RIGHT, wrong: WRONG }, settings: { strict: false, noEmit: true } },
]

describe.each(COMPILERS)('a project that is not strict, to %s', (compiler) => {
  let said: readonly string[] = []
  beforeAll(async () => {
    const folder = newProject()
    said = await saidToEach(folder, compiler, PARTS)
    rmSync(folder, { recursive: true })
  })

  test.each(LAX.map((settings, index) => [settings, index] as const))('compiles with %j', (_, index) =>
    expect(said[index]).toBe(''),
  )

  test('compiles where nothing is strict, and is told what is wrong', () => {
    const errors = errorsIn(said[LAX.length] ?? '')
    expect(errors.filter(({ file }) => !file.endsWith('wrong.ts'))).toEqual([])
    expect(errors.length).toBeGreaterThan(0)
    expect(said[LAX.length]).toContain('layer 2 (dense) takes [5] but is given [4]')
    expect(said[LAX.length]).toContain('the objective must be a gain, not a cost; use Elbo.minimize')
  })
})
