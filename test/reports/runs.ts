/** Runs that never were: histories and reports with numbers that can be told apart. */

import type { Either } from 'fp-ts/lib/Either.js'
import { describe, elbo } from '../../src/losses/index.js'
import type { Report } from '../../src/reports/index.js'
import type { EpochRecord, Stepped, Values } from '../../src/training/index.js'

export const rightOf = <E, A>(result: Either<E, A>): A => {
  if (result._tag === 'Left') throw new Error(JSON.stringify(result.left))
  return result.right
}

/** Values of the bound, from its two parts. */
export const valuesOf = (logLikelihood: number, kl: number, beta = 1): Values => ({
  objective: logLikelihood - beta * kl,
  parts: [
    { name: 'log p(x|z)', title: 'Reconstruction', weight: 1, value: logLikelihood },
    { name: 'KL(q(z|x) || p(z))', title: 'KL divergence', weight: -beta, value: kl },
  ],
})

export const stepped = (step: number, epoch = 1): Stepped => ({
  _tag: 'Stepped',
  epoch,
  step,
  values: valuesOf(-200 + step, 20 + step / 8),
})

export const epoch = (number: number, validation: boolean): EpochRecord => ({
  epoch: number,
  step: number * 3,
  seconds: 0.5,
  training: valuesOf(-150 + number, 25),
  validation: validation ? valuesOf(-152 + number, 24.5) : null,
})

/** As many epochs of 3 steps. */
export const historyOf = (epochs: number, validation = true) => ({
  epochs: Array.from({ length: epochs }, (_, index) => epoch(index + 1, validation)),
  steps: Array.from({ length: epochs * 3 }, (_, index) => stepped(index + 1, Math.floor(index / 3) + 1)),
  bound: true,
})

/** Examples of 2 x 3 pixels, each of one grey. */
export const greys = (...values: readonly number[]): Float32Array =>
  Float32Array.from(values.flatMap((value) => Array.from({ length: 6 }, () => value)))

export const reportOf = (changes: Partial<Report> = {}): Report => {
  const { epochs, steps } = historyOf(2)
  return {
    title: 'Digits in two codes',
    model: 'variational autoencoder',
    architecture: ['encoder: [6] → dense 4 → tanh', 'decoder: [2] → dense 6'],
    data: { name: 'some digits', training: 1200, validation: 300, test: 100 },
    seed: 41,
    options: [['optimizer', 'Adam, learning rate 0.001']],
    run: {
      players: [{ name: 'fit', moves: null, objective: describe(elbo) }],
      history: epochs,
      steps: 6,
      secondsPerStep: 0.0125,
      parameters: 54_321,
      stopped: 'epochs',
      engine: 'an engine',
    },
    steps,
    results: [{ name: 'On the test examples', quantity: 'ELBO', values: valuesOf(-80.25, 25.5, 2) }],
    pictures: {
      picture: { height: 2, width: 3 },
      reconstructions: { originals: greys(0, 1, 0.2), reconstructions: greys(0.1, 0.9, 0.3) },
      samples: { means: greys(0.4), draws: greys(1) },
    },
    command: 'shapebound train --seed 41 > log && echo "done"',
    ...changes,
  }
}
