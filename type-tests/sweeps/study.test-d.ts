import * as TE from 'fp-ts/lib/TaskEither.js'
import { Recipe } from 'shapebound'
import { Sweep } from 'shapebound/sweep'
import { expectType } from 'tsd'

const recipe = Recipe.make({
  name: 'mine',
  paper: 'a paper',
  about: 'a model',
  options: {
    beta: Recipe.real({ default: 1, from: 0, about: 'a weight' }),
    lr: Recipe.real({ above: 0, about: 'a rate' }),
    latent: Recipe.whole({ default: 2, from: 1, about: 'a size' }),
    optimizer: Recipe.choice(['adam', 'sgd'], { default: 'adam', about: 'which' }),
    deep: Recipe.flag({ about: 'deeper' }),
  },
  data: { names: ['none'], load: () => TE.right(null) },
  build: () => Recipe.refused('beta', 'nothing'),
})

// points have the literal types of their values; one with a condition may be missing
const study = Sweep.study({
  recipe,
  space: {
    beta: Sweep.choice([1, 4, 8]),
    lr: Sweep.logUniform(1e-4, 1e-2),
    latent: Sweep.when('optimizer', ['sgd'], Sweep.choice([2, 8])),
    optimizer: Sweep.choice(['adam', 'sgd']),
    batch: Sweep.logWhole(16, 256),
  },
  sampler: Sweep.tpe(),
  pruner: Sweep.asha({ factor: 3 }),
  trials: 40,
  set: { deep: true, data: 'sprites' },
})
type Point = typeof study extends Sweep.Study<infer Found> ? Found : never
declare const point: Point
expectType<1 | 4 | 8>(point.beta)
expectType<number>(point.lr)
expectType<2 | 8 | undefined>(point.latent)
expectType<'adam' | 'sgd'>(point.optimizer)
expectType<number>(point.batch)

// values are set with the types of their options
// @ts-expect-error a flag
Sweep.study({ recipe, space: { beta: Sweep.choice([1]) }, set: { deep: 'yes' } })
// @ts-expect-error there is no such sampler
Sweep.study({ recipe, space: { beta: Sweep.choice([1]) }, sampler: 'tpe' })

// a recipe that nothing is known of takes any space
declare const any: Recipe.Recipe
Sweep.study({ recipe: any, space: { whatever: Sweep.choice([1]) } })

// the parameters of a function are those of the space
Sweep.optimize(study)(({ point: { beta, lr } }) => TE.right({ objective: beta * lr }))
// @ts-expect-error there is no such parameter
Sweep.optimize(study)(({ point: { gamma } }) => TE.right({ objective: gamma }))
