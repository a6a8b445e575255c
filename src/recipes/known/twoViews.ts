/** What the recipes of pictures and their class as two views have in common: the sizes, p, what is given, and networks. */

import * as DiagonalNormal from '../../distributions/diagonalNormal.js'
import * as Joint from '../../joints/index.js'
import * as Layer from '../../layers/index.js'
import { named } from '../../shapes/named.js'
import { pixelsOf } from '../pixels.js'
import type { LabelledPictures } from './labelled.js'
import { type GivenSizes, sizesOf } from './network.js'

const { bernoulliHead, categoricalHead, concat, dense, inputs, normalHead, relu, sequence } = Layer

/** `p(z) p(x|z) p(label|z)`, and of each view what q is given and a network of its own. */
export const twoViews = ({ train, names }: Pick<LabelledPictures, 'train' | 'names'>, options: GivenSizes) => {
  const { pixels, hidden, latent } = sizesOf(pixelsOf(train.fields.x), options)
  const classes = named('classes', names.length)
  const both = sequence(inputs({ x: [pixels], label: [classes] }), concat('x', 'label'), dense(hidden), relu)
  return {
    z: Joint.variable('z', DiagonalNormal.standard(latent)),
    x: Joint.variable('x', sequence(dense(latent, hidden), relu, bernoulliHead(pixels)), 'z'),
    label: Joint.variable('label', sequence(dense(latent, hidden), relu, categoricalHead(classes)), 'z'),
    picture: Joint.given('x', [pixels]),
    word: Joint.given('label', [classes], 'oneHot'),
    ofX: sequence(dense(pixels, hidden), relu, normalHead(latent)),
    ofLabel: sequence(dense(classes, hidden), relu, normalHead(latent)),
    ofBoth: sequence(both, normalHead(latent)),
  }
}
