/** The coherence of a run of several modalities: what it makes of each, and what classifiers say of that. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Labels } from '../data/labels.js'
import { coherence, type SaidOf } from '../evaluation/clusters/coherence.js'
import { accuracyOf, largestOf } from '../evaluation/numbers/logistic.js'
import { ofHost } from '../evaluation/numbers/matrix.js'
import { child, type Key } from '../random/key.js'
import type { HostMeans, HostRows, ModalitiesView } from '../recipes/views.js'
import { type Classifier, classifierIn } from './classifiers.js'
import { type CliError, toCliError } from './errors.js'
import { examplesFrom } from './examplesOf.js'
import { type Looking, requestOf } from './looking.js'

/** A share by its name: of a modality that is made from another `x given label`. */
export type Coherences = Readonly<Record<string, number | string>>

/** What is said of modalities: of those that are classes themselves what they are, of pictures what the classifier says. */
const saidBy =
  ({ labelsOf }: Classifier, ofClasses: readonly string[]) =>
  (means: HostMeans): SaidOf =>
    Object.fromEntries(
      Object.entries(means).map(([name, rows]) => [
        name,
        (ofClasses.includes(name) ? largestOf : labelsOf)(ofHost(rows)),
      ]),
    )

/** Of each modality that is made from another how often it is of the class that the other has. */
const conditionalOf = (
  given: string,
  said: SaidOf,
  classes: ArrayLike<number>,
): readonly (readonly [string, number])[] => {
  const { [given]: _, ...made } = said
  const shares = coherence(made, classes).conditional ?? {}
  return Object.entries(shares).map(([name, share]) => [`${name} given ${given}`, share])
}

/** Rows like some others, 1 at the class of each. */
const oneHotLike = (rows: HostRows, classes: readonly number[]): HostRows => {
  const width = rows.values.length / classes.length
  const values = new Float32Array(rows.values.length)
  for (const [row, each] of classes.entries()) values[row * width + each] = 1
  return { ...rows, values }
}

/** The coherence of as many test examples and as many new ones. What a model or its data lacks is refused before. */
export const coherenceOf = (there: Looking, count: number, key: Key): TE.TaskEither<CliError, Coherences> => {
  const { views, data } = there.experiment
  // safe, both: as is said above
  const { classes: ofClasses, drawn, from } = views.modalities as ModalitiesView
  const classes = Array.from((data.classes() as Labels).values).slice(0, count)
  const pictures = examplesFrom(there, 'test', 0, count)
  const requestFor = (name: string) => ({ ...requestOf(there), key: child(name)(key) })
  return pipe(
    classifierIn(there.asked.common.data),
    TE.bindTo('classifier'),
    TE.let('said', ({ classifier }) => saidBy(classifier, ofClasses)),
    TE.bind('together', () => pipe(drawn(requestFor('drawn'))(count), TE.mapLeft(toCliError))),
    TE.bind('shares', ({ said, together }) =>
      pipe(
        Object.entries(from),
        TE.traverseSeqArray(([given, made]) =>
          pipe(
            // safe: it is among those that are drawn
            ofClasses.includes(given) ? oneHotLike(together[given] as HostRows, classes) : pictures,
            made(requestFor(given)),
            TE.bimap(toCliError, (means) => conditionalOf(given, said(means), classes)),
          ),
        ),
      ),
    ),
    TE.map(({ classifier, said, together, shares }) => ({
      joint: coherence(said(together)).joint,
      ...Object.fromEntries(shares.flat()),
      ofData: accuracyOf(classifier.labelsOf(ofHost(pictures)), classes),
      classifier: classifier.name,
      rows: count,
    })),
  )
}
