/** JMVAE: a picture and its class as two views, with a posterior of both and one of each that follows it. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Joint from '../../joints/index.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { experiment } from '../experiment.js'
import { ofJoint } from '../jointLooks.js'
import { real } from '../option.js'
import { make } from '../recipe.js'
import { labelledPictures } from './labelled.js'
import { around, pixelOptions } from './pictured.js'
import { twoViews } from './twoViews.js'

const { expert } = Layer

/** The bound of both views, less how far their posterior is from that of each alone. */
const objectiveOf = (alpha: number) =>
  pipe(
    Elbo.within('both')(Elbo.elbo),
    Elbo.minus(pipe(Elbo.klAcross('both', 'picture'), Elbo.scale(alpha))),
    Elbo.minus(pipe(Elbo.klAcross('both', 'class'), Elbo.scale(alpha))),
  )

/** The posteriors of one view are trained by these divergences alone. */
export const jmvae = make({
  name: 'jmvae',
  paper:
    'Suzuki, Nakayama and Matsuo, "Joint Multimodal Learning with Deep Generative Models", arXiv:1611.01891, section 3.3',
  about: 'a variational autoencoder of pictures and their class, with posteriors of one view that follow that of both',
  options: {
    alpha: real({ default: 0.1, from: 0, about: 'weight of how far the posterior of both is from that of each view' }),
    ...pixelOptions({ hidden: 400, latent: 10 }),
  },
  data: labelledPictures,
  build: ({ options, data }) => {
    const { z, x, label, picture, word, ofX, ofLabel, ofBoth } = twoViews(data, options)
    const model = Vae.together({
      both: Vae.of({
        p: Joint.of(z, x, label),
        q: Joint.of(picture, word, Joint.variable('z', expert('both', ofBoth))),
      }),
      picture: Vae.of({ p: Joint.of(z, x), q: Joint.of(picture, Joint.variable('z', expert('picture', ofX), 'x')) }),
      class: Vae.of({
        p: Joint.of(z, label),
        q: Joint.of(word, Joint.variable('z', expert('class', ofLabel), 'label')),
      }),
    })
    const { picture: looked, class: other, both } = model.parts
    const looks = ofJoint(looked, { others: { label: other }, together: both, names: { label: data.names } })
    return experiment({
      ...around(options, data),
      ...{ model, objective: objectiveOf(options.alpha), measure: Elbo.within('both')(Elbo.elbo), looks },
    })
  },
})
