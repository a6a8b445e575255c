/** M2: pictures few of which have a label. The class of the others is summed out, and is what the encoder says. */

import { pipe } from 'fp-ts/lib/function.js'
import * as Categorical from '../../distributions/categorical.js'
import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Joint from '../../joints/index.js'
import * as Layer from '../../layers/index.js'
import * as Elbo from '../../losses/index.js'
import * as Vae from '../../models/vae/index.js'
import { named } from '../../shapes/named.js'
import { experiment } from '../experiment.js'
import { ofJoint } from '../jointLooks.js'
import { real, whole } from '../option.js'
import { pixelsOf } from '../pixels.js'
import { make } from '../recipe.js'
import { fewLabels, labelledPictures, withoutLabels } from './labelled.js'
import { sizesOf } from './network.js'
import { around, pixelOptions } from './pictured.js'

const { bernoulliHead, categoricalHead, concat, dense, inputs, normalHead, relu, sequence } = Layer

/** The bound of a picture alone: the mean over the classes is a sum by their probabilities. */
const overClasses = pipe(
  Elbo.logLikelihood,
  Elbo.minus(Elbo.klPerSampleOf('z')),
  Elbo.minus(Elbo.klPerSampleOf('label')),
  Elbo.expectOver('label'),
  Elbo.within('unlabelled'),
)

/** Of a picture with its label, its bound and what `q(label|x)` says of the label, which that bound does not move. */
const objectiveOf = (alpha: number) =>
  Elbo.whereObserved('label')(
    pipe(
      Elbo.within('labelled')(Elbo.elbo),
      Elbo.plus(pipe(Elbo.logPosteriorAtData('label'), Elbo.within('unlabelled'), Elbo.scale(alpha))),
    ),
    overClasses,
  )

/** What is measured is the bound of test pictures without their labels. */
export const m2 = make({
  name: 'm2',
  paper:
    'Kingma, Rezende, Mohamed and Welling, "Semi-supervised Learning with Deep Generative Models", arXiv:1406.5298, section 3',
  about: 'a variational autoencoder of pictures few of which have a label, and a classifier with it',
  options: {
    labels: whole({ default: 10, from: 1, about: 'how many pictures of each class have their label' }),
    alpha: real({ default: 50, from: 0, about: 'weight of the classifier where there is a label' }),
    ...pixelOptions({ hidden: 300, latent: 10 }),
  },
  data: labelledPictures,
  build: ({ options: { labels, alpha, ...options }, data }) => {
    const { pixels, hidden, latent } = sizesOf(pixelsOf(data.train.fields.x), options)
    const classes = named('classes', data.names.length)
    const ofLabel = sequence(inputs({ z: [latent], label: [classes] }), concat('z', 'label'), dense(hidden), relu)
    const p = Joint.of(
      Joint.variable('label', Categorical.standard(classes)),
      Joint.variable('z', DiagonalNormal.standard(latent)),
      Joint.variable('x', sequence(ofLabel, bernoulliHead(pixels))),
    )
    const x = Joint.given('x', [pixels])
    const ofBoth = sequence(inputs({ x: [pixels], label: [classes] }), concat('x', 'label'), dense(hidden), relu)
    const z = Joint.variable('z', sequence(ofBoth, normalHead(latent)))
    const classifier = sequence(dense(pixels, hidden), relu, categoricalHead(classes))
    const model = Vae.together({
      labelled: Vae.of({ p, q: Joint.of(x, Joint.given('label', [classes], 'oneHot'), z) }),
      unlabelled: Vae.of({ p, q: Joint.of(x, Joint.variable('label', classifier, 'x'), z) }),
    })
    const parts = { train: fewLabels(labels)(data.train), test: withoutLabels(data.test) }
    const looks = ofJoint(model.parts.unlabelled, { names: { label: data.names } })
    return experiment({ ...around(options, parts), ...{ model, objective: objectiveOf(alpha), looks } })
  },
})
