/** A recipe that trains nothing, and a function of its options that stands for what it would measure. */

import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as Recipe from '../../src/recipes/index.js'
import { type Asked, choice, logUniform, optimize, type Study, uniform } from '../../src/sweeps/index.js'

export const recipe = Recipe.make({
  name: 'synthetic',
  paper: 'none',
  about: 'a function',
  options: {
    x: Recipe.real({ default: 0, about: 'a number' }),
    y: Recipe.real({ default: 0, about: 'a number' }),
    lr: Recipe.real({ above: 0, about: 'a rate' }),
    kind: Recipe.choice(['a', 'b', 'c'], { default: 'a', about: 'a word' }),
    size: Recipe.whole({ default: 8, from: 1, about: 'a size' }),
    deep: Recipe.flag({ about: 'whether' }),
  },
  settings: { epochs: 9 },
  data: { names: ['none'], load: () => TE.right(null) },
  build: () => Recipe.refused('x', 'there is nothing to train'),
})

export const space = {
  x: uniform(-5, 5),
  y: uniform(-5, 5),
  lr: logUniform(1e-5, 1),
  kind: choice(['a', 'b', 'c']),
}

export interface Point {
  readonly x: number
  readonly y: number
  readonly lr: number
  readonly kind: 'a' | 'b' | 'c'
}

/** Its greatest value is 0, at x = 1, y = -2, lr = 1e-3 and kind b. */
export const worthOf = ({ x, y, lr, kind }: Point): number =>
  -((x - 1) ** 2 + (y + 2) ** 2 + (Math.log10(lr) + 3) ** 2 + (kind === 'b' ? 0 : 1))

/** The same after some epochs, which lack the less of it the more they are. */
export const learned = ({ point, epochs }: Asked<Point>): number => worthOf(point) - 10 / epochs

/** A study gone through, with how many epochs that took. */
export const gone = async (study: Study<Point>) => {
  const trained = new Map<number, number>()
  const { trials, best, history } = await optimize(study)((asked) => {
    trained.set(asked.trial, asked.epochs)
    return E.right({ objective: learned(asked) })
  })
  const epochs = [...trained.values()].reduce((sum, each) => sum + each, 0)
  return { trials, history, epochs, best: best === null ? Number.NaN : worthOf(best.point as unknown as Point) }
}
