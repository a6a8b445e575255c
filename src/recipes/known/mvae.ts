/** MVAE: a picture and its class as two views of one thing, either of which may be missing. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Joint from '../../joints/index.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { experiment } from '../experiment.js'
import { ofJoint } from '../jointLooks.js'
import { make } from '../recipe.js'
import { labelledPictures } from './labelled.js'
import { around, pixelOptions } from './pictured.js'
import { twoViews } from './twoViews.js'

const { product } = Layer

/** The bounds of both views and of each: an objective, since what they share counts more than once. */
const objective = pipe(
  Elbo.within('both')(Elbo.elbo),
  Elbo.plus(Elbo.within('picture')(Elbo.elbo)),
  Elbo.plus(Elbo.within('class')(Elbo.elbo)),
)

/** Each subset of the views has the product of its experts as its posterior. */
export const mvae = make({
  name: 'mvae',
  paper:
    'Wu and Goodman, "Multimodal Generative Models for Scalable Weakly-Supervised Learning", arXiv:1802.05335, section 2',
  about: 'a variational autoencoder of pictures and their class, of which either may be missing',
  options: pixelOptions({ hidden: 400, latent: 10 }),
  data: labelledPictures,
  build: ({ options, data }) => {
    const { z, x, label, picture, word, ofX, ofLabel } = twoViews(data, options)
    const model = Vae.together({
      both: Vae.of({
        p: Joint.of(z, x, label),
        q: Joint.of(picture, word, Joint.variable('z', product({ x: ofX, label: ofLabel }))),
      }),
      picture: Vae.of({ p: Joint.of(z, x), q: Joint.of(picture, Joint.variable('z', product({ x: ofX }))) }),
      class: Vae.of({ p: Joint.of(z, label), q: Joint.of(word, Joint.variable('z', product({ label: ofLabel }))) }),
    })
    const { picture: looked, class: other, both } = model.parts
    const looks = ofJoint(looked, { others: { label: other }, together: both, names: { label: data.names } })
    return experiment({ ...around(options, data), ...{ model, objective, looks } })
  },
})
