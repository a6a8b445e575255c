/** MoPoE: a picture and its class as two views, with a mixture over every subset of them as the posterior. */

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

/** The mean over the subsets of the bound on both views by the posterior of the subset: no more than that of their mixture. */
const objective = pipe(
  Elbo.within('both')(Elbo.elbo),
  Elbo.plus(Elbo.within('picture')(Elbo.elbo)),
  Elbo.plus(Elbo.within('class')(Elbo.elbo)),
  Elbo.scale(1 / 3),
)

/** Both views are explained from each subset alone, and not only from that which is shown: in that it differs from `mvae`. */
export const mopoe = make({
  name: 'mopoe',
  paper:
    'Sutter, Daunhawer and Vogt, "Generalized Multimodal ELBO", arXiv:2105.02470, section 3, where lemma 2 has the objective',
  about: 'a variational autoencoder of pictures and their class, each of which explains both',
  options: pixelOptions({ hidden: 400, latent: 10 }),
  data: labelledPictures,
  build: ({ options, data }) => {
    const { z, x, label, picture, word, ofX, ofLabel } = twoViews(data, options)
    const p = Joint.of(z, x, label)
    const ofWord = Joint.of(word, Joint.variable('z', product({ label: ofLabel })))
    const ofPicture = Joint.of(picture, Joint.variable('z', product({ x: ofX })))
    const model = Vae.together({
      both: Vae.of({ p, q: Joint.of(picture, word, Joint.variable('z', product({ x: ofX, label: ofLabel }))) }),
      picture: Vae.of({ p, q: ofPicture }),
      class: Vae.of({ p, q: ofWord }),
      seen: Vae.of({ p: Joint.of(z, x), q: ofPicture }),
    })
    // of the class alone: it has the parameters of the model
    const other = Vae.of({ p: Joint.of(z, label), q: ofWord })
    const { seen, both } = model.parts
    const looks = ofJoint(seen, { others: { label: other }, together: both, names: { label: data.names } })
    return experiment({ ...around(options, data), ...{ model, objective, looks } })
  },
})
