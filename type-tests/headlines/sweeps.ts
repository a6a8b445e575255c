// biome-ignore-all format: a program and what the compiler says to it are one line
// What the compiler says when a study tries what its recipe does not take.
import * as TE from 'fp-ts/lib/TaskEither.js'
import { Recipe } from 'shapebound'
import { Sweep } from 'shapebound/sweep'

const recipe = Recipe.make({
  name: 'mine',
  paper: 'a paper',
  about: 'a model',
  options: {
    beta: Recipe.real({ default: 1, from: 0, about: 'a weight' }),
    lr: Recipe.real({ above: 0, about: 'a rate' }),
    latent: Recipe.whole({ default: 2, from: 1, about: 'a size' }),
    dropout: Recipe.real({ default: 0, from: 0, to: 1, about: 'a share' }),
    optimizer: Recipe.choice(['adam', 'sgd'], { default: 'adam', about: 'which' }),
  },
  data: { names: ['none'], load: () => TE.right(null) },
  build: () => Recipe.refused('beta', 'nothing'),
})

Sweep.study({ recipe, space: { gamma: Sweep.choice([1, 4]) } }) //! study: there is no option gamma <- gamma:
Sweep.study({ recipe, space: { beta: Sweep.choice([1, -4]) } }) //! study: beta must be a number of 0 or more, not -4 <- beta:
Sweep.study({ recipe, space: { lr: Sweep.uniform(0, 1) } }) //! study: lr must be a positive number, not 0 <- lr:
Sweep.study({ recipe, space: { latent: Sweep.choice([2, 8.5]) } }) //! study: latent must be a positive whole number, not 8.5 <- latent:
Sweep.study({ recipe, space: { latent: Sweep.whole(0, 8) } }) //! study: latent must be a positive whole number, not 0 <- latent:
Sweep.study({ recipe, space: { latent: Sweep.uniform(2, 8) } }) //! study: latent takes whole numbers: write Sweep.whole or Sweep.logWhole <- latent:
Sweep.study({ recipe, space: { dropout: Sweep.uniform(0, 1.5) } }) //! study: dropout must be a number from 0 to 1, not 1.5 <- dropout:
Sweep.study({ recipe, space: { optimizer: Sweep.choice(['adam', 'sgdd']) } }) //! study: optimizer must be one of adam, sgd, not sgdd <- optimizer:
Sweep.study({ recipe, space: { beta: Sweep.when('optimizer', ['sgd'], Sweep.choice([1])) } }) //! study: beta depends on optimizer, which must be a choice of the space without a condition <- beta:
Sweep.study({ recipe, space: { optimizer: Sweep.choice(['adam', 'sgd']), beta: Sweep.when('optimizer', ['lion'], Sweep.choice([1])) } }) //! study: beta depends on optimizer being lion, which is none of its values <- beta:
Sweep.uniform(2, 1) //! the first end must be below the second, and 2 is not below 1 <- 1)
Sweep.logUniform(0, 1) //! the ends of a logarithmic scale must be above 0, not 0 <- 0,
Sweep.whole(1.5, 3) //! the ends must be whole numbers, not 1.5 <- 1.5,
