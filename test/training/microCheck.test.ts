import { pipe } from 'fp-ts/lib/function.js'
import { beforeAll, describe, expect, it } from 'vitest'
import * as DiagonalNormal from '../../src/distributions/diagonalNormal.js'
import type { Engine } from '../../src/engines/engine.js'
import { choose } from '../../src/engines/select.js'
import * as Layer from '../../src/layers/index.js'
import * as Elbo from '../../src/losses/index.js'
import * as Vae from '../../src/models/vae/index.js'
import { adam } from '../../src/optimizers/index.js'
import { from } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import * as Train from '../../src/training/index.js'
import { refusal, run } from '../support/outcome.js'
import { patterns, smallVae } from '../support/smallVae.js'

let engine: Engine
beforeAll(async () => {
  engine = (await run(choose('wasm'))).engine
})

const asked = () => ({
  ...{ model: smallVae, objective: Elbo.elbo, data: patterns(20), optimizer: adam(), epochs: 1, batch: 10 },
  ...{ key: from(7), engine, microBatch: 5 },
})

type Rows = T.Tensor<readonly ['batch']>
interface Latents {
  readonly z: T.Tensor<readonly ['samples', 'batch', 'latent']>
}

const sizeOf = ({ z }: Latents): Rows => pipe(z, T.square, T.sum(2), T.mean('samples'))

/** A term of a user's own that is one of each example. */
const size = Elbo.term({ name: 'size', axes: ['batch'], sense: 'cost', needs: ['z'], nats: sizeOf })

/** The same, less its mean over the batch, with the values of zero and the gradient of the size of each. */
const spread = Elbo.term({
  ...{ name: 'spread', axes: ['batch'], sense: 'cost', needs: ['z'] },
  nats: (supplied: Latents): Rows => {
    const each = sizeOf(supplied)
    return pipe(each, T.trailing.sub(T.meanOfAll(each)), T.square)
  },
})

/** One whose values do not look at the batch, but whose gradient does. */
const hidden = Elbo.term({
  ...{ name: 'hidden', axes: ['batch'], sense: 'cost', needs: ['z'] },
  nats: sizeOf,
  surrogate: (supplied: Latents): Rows => {
    const each = sizeOf(supplied)
    return T.trailing.mul(T.meanOfAll(each))(each)
  },
})

const NEEDS = 'fit: micro-batches need an objective that is a mean over examples, but '

describe('micro-batches', () => {
  it('are taken of objectives that are means over examples, those of a user among them', async () => {
    const objective = pipe(Elbo.elbo, Elbo.minus(pipe(size, Elbo.scale(0.1))))
    expect((await run(Train.fit({ ...asked(), objective }))).steps).toBe(2)
    expect((await run(Train.fit({ ...asked(), objective: pipe(Elbo.elbo, Elbo.average('batch')) }))).steps).toBe(2)
  })

  it('are refused for a term that looks at the batch, however small its weight', async () => {
    const objective = pipe(Elbo.elbo, Elbo.minus(pipe(spread, Elbo.scale(1e-6))))
    expect(await refusal(Train.fit({ ...asked(), objective }))).toMatchObject({
      _tag: 'BadRequest',
      message: `${NEEDS}spread of a batch is not the mean of what it is of its parts: leave out microBatch`,
    })
    // the whole batch as one is no cut
    expect((await run(Train.fit({ ...asked(), objective, microBatch: 10 }))).steps).toBe(2)
  })

  it('are refused for a gradient that looks at the batch', async () => {
    const objective = pipe(Elbo.elbo, Elbo.minus(hidden))
    expect(await refusal(Train.fit({ ...asked(), objective }))).toMatchObject({
      message: `${NEEDS}the gradient of ${objective.formula.text} of a batch is not the mean of those of its parts: leave out microBatch`,
    })
  })

  it('are refused for a number of the whole batch, without a look at an example', async () => {
    const discrepancy = pipe(Elbo.maximumMeanDiscrepancy(Elbo.inverseMultiquadratic()), Elbo.average('samples'))
    const floored = Elbo.elboWithFreeBits(0.5)
    const compared = pipe(Elbo.elbo, Elbo.average('batch'), Elbo.minus(pipe(discrepancy, Elbo.scale(3))))
    const words = ({ formula }: { readonly formula: { readonly text: string } }) =>
      `${NEEDS}${formula.text} is a number of the whole batch: leave out microBatch`
    const refused = [
      await refusal(Train.fit({ ...asked(), objective: floored })),
      await refusal(Train.fit({ ...asked(), objective: compared })),
    ]
    expect(refused.map(({ message }) => message)).toEqual([words(floored), words(compared)])
  })

  it('are refused for networks whose state moves with the batch', async () => {
    const model = Vae.make({
      encoder: Layer.sequence(Layer.input([6]), Layer.batchNorm(), Layer.normalHead(2)),
      decoder: Layer.sequence(Layer.bernoulliHead(2, 6)),
      prior: DiagonalNormal.standard(2),
    })
    expect(await refusal(Train.fit({ ...asked(), model }))).toMatchObject({
      message: `${NEEDS}the state of the networks moves with the batch, as in batch normalization: leave out microBatch`,
    })
  })

  it('that cannot be cut or shared as asked are refused before anything runs', async () => {
    const faults = [
      [{ microBatch: 0 }, 'fit: microBatch must be a positive whole number, not 0'],
      [{ workers: 1.5 }, 'fit: workers must be a positive whole number, not 1.5'],
      [{ microBatch: 11 }, 'fit: the micro-batch is 11 but the batch is 10'],
      [{ workers: 3 }, 'fit: the workers are 3 but a batch of 10 has only 2 of 5'],
      [{ microBatch: undefined, workers: 2 }, 'fit: workers share the micro-batches of a step, and there are none'],
    ] as const
    for (const [beside, message] of faults) {
      const given = { ...asked(), ...beside } as ReturnType<typeof asked>
      expect(await refusal(Train.fit(given))).toMatchObject({ _tag: 'BadRequest', message })
    }
  })
})
