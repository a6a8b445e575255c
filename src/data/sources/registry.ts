/** The data sets that there are, by name: a new one is a file and a line here. */

import { named as binarizedMnist } from './binarizedMnist.js'
import { named as cifar10 } from './cifar10.js'
import { named as coloredSprites } from './coloredSprites.js'
import { named as emnistLetters } from './emnistLetters.js'
import { named as fashionMnist } from './fashionMnist.js'
import { named as freyFaces } from './freyFaces.js'
import { named as kmnist } from './kmnist.js'
import { named as mnist } from './mnist.js'
import type { NamedSource } from './named.js'
import { named as omniglot } from './omniglot.js'
import { named as sprites } from './sprites.js'

/** Every data set under its name, the one that needs nothing first. */
export const SOURCES = {
  sprites,
  'colored-sprites': coloredSprites,
  mnist,
  'fashion-mnist': fashionMnist,
  kmnist,
  'emnist-letters': emnistLetters,
  omniglot,
  'cifar-10': cifar10,
  'binarized-mnist': binarizedMnist,
  'frey-faces': freyFaces,
} as const satisfies Readonly<Record<string, NamedSource>>

/** The name of a data set. */
export type SourceName = keyof typeof SOURCES
