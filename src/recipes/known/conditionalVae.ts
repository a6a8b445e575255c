/** A conditional variational autoencoder: pictures of a class that is asked for. */

import { labelsOf } from '../../data/labels.js'
import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Joint from '../../joints/index.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import { ofConditional } from '../conditional.js'
import { experiment } from '../experiment.js'
import { whole } from '../option.js'
import { pixelsOf } from '../pixels.js'
import { make } from '../recipe.js'
import { type LabelledPictures, labelledPictures } from './labelled.js'
import { optimizerOf, optimizerOptions } from './vae.js'

/** `p(z) p(x|z, label)` under `q(z|x, label)`: the prior does not depend on the label. */
const conditional = (
  { train, names }: LabelledPictures,
  options: { readonly hidden: number; readonly latent: number },
) => {
  const [pixels, classes] = [pixelsOf(train.fields.x), named('classes', names.length)]
  const [hidden, latent] = [named('hidden', options.hidden), named('latent', options.latent)]
  const [x, label] = [Joint.given('x', [pixels]), Joint.given('label', [classes], 'oneHot')]
  const decoder = Layer.sequence(
    Layer.inputs({ z: [latent], label: [classes] }),
    Layer.concat('z', 'label'),
    Layer.dense(hidden),
    Layer.relu,
    Layer.bernoulliHead(pixels),
  )
  const encoder = Layer.sequence(
    Layer.inputs({ x: [pixels], label: [classes] }),
    Layer.concat('x', 'label'),
    Layer.dense(hidden),
    Layer.relu,
    Layer.normalHead(latent),
  )
  return Vae.of({
    p: Joint.of(label, Joint.variable('z', DiagonalNormal.standard(latent)), Joint.variable('x', decoder)),
    q: Joint.of(x, label, Joint.variable('z', encoder)),
  })
}

/** The ELBO on `log p(x | label)`; `shapebound sample DIR --given label=3` draws of a class. */
export const conditionalVae = make({
  name: 'conditional-vae',
  paper:
    'Sohn, Lee and Yan, "Learning Structured Output Representation using Deep Conditional Generative Models", NIPS 2015',
  about: 'a variational autoencoder of pictures given their class, which draws pictures of a class that is asked for',
  options: {
    hidden: whole({ default: 400, from: 1, about: 'units of the hidden layer on each side' }),
    latent: whole({ default: 10, from: 1, about: 'dimensions of the latent' }),
    ...optimizerOptions,
  },
  data: labelledPictures,
  build: ({ options, data }) => {
    const model = conditional(data, options)
    const looks = ofConditional(model, { label: { dim: 'classes', names: data.names } })
    return experiment({
      ...{ model, objective: Elbo.elbo, data: data.train, test: data.test, looks },
      labels: { ...labelsOf(data.test.fields.label), names: data.names },
      ...optimizerOf(options),
    })
  },
})
