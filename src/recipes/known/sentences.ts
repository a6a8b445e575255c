/** Sentences of eight words that nobody has said: of animals or of vehicles, each with verbs of their own. */

import * as TE from 'fp-ts/lib/TaskEither.js'
import { fromNumbers } from '../../data/arrays.js'
import type { Dataset } from '../../data/dataset.js'
import { streamOf } from '../../random/key.js'
import type { Halves } from '../pixels.js'
import type { RecipeData } from '../recipe.js'
import { drawing } from './drawn.js'

const ARTICLES = ['the', 'a'] as const
const ADJECTIVES = ['big', 'small', 'old', 'red'] as const

/** What each topic has: the words of one stand beside those of the other in no sentence. */
const TOPICS = [
  { nouns: ['dog', 'cat', 'bird'], verbs: ['sees', 'hears', 'likes'] },
  { nouns: ['car', 'train', 'boat'], verbs: ['passes', 'follows', 'tows'] },
] as const

/** All words, the end of a sentence last. */
export const WORDS = [
  ...ARTICLES,
  ...ADJECTIVES,
  ...TOPICS.flatMap(({ nouns, verbs }) => [...nouns, ...verbs]),
  '.',
] as const

/** How many words a sentence has at most, and at how many it is cut or filled up with its end. */
export const [LENGTH, COUNT] = [8, 19] as const

const oneOf = <Word>(words: readonly Word[], draw: number): Word =>
  words[Math.min(words.length - 1, Math.floor(draw * words.length))] as Word // safe: a draw is below 1

/** A noun with its article, and sometimes an adjective. */
const phrase = (nouns: readonly string[], draws: readonly number[]): readonly string[] => {
  const [article = 0, noun = 0, adjective = 0, which = 0] = draws
  return [oneOf(ARTICLES, article), ...(adjective < 0.4 ? [oneOf(ADJECTIVES, which)] : []), oneOf(nouns, noun)]
}

/** The words of a sentence by ten numbers from 0 to 1. */
const sentenceOf = (draws: readonly number[]): readonly string[] => {
  const { nouns, verbs } = oneOf(TOPICS, draws[0] as number)
  const words = [
    ...phrase(nouns, draws.slice(2, 6)),
    oneOf(verbs, draws[1] as number),
    ...phrase(nouns, draws.slice(6)),
  ]
  return Array.from({ length: LENGTH }, (_, at) => words[at] ?? '.')
}

const oneHot = (word: string): readonly number[] => WORDS.map((each) => (each === word ? 1 : 0))

/** Sentences, each word one-hot. */
export type Sentences = Dataset<readonly [typeof LENGTH, typeof COUNT], 'oneHot'>

const drawn = drawing((key, count): Sentences => {
  const uniform = streamOf('uniform')(key)
  const sentences = Array.from({ length: count }, (_, row) => sentenceOf(Array.from(uniform(10, 0, row))))
  return fromNumbers<readonly [typeof LENGTH, typeof COUNT], 'oneHot'>({
    ...{ name: 'sentences', support: 'oneHot', shape: [LENGTH, COUNT] },
    event: [
      { dim: LENGTH, size: LENGTH },
      { dim: COUNT, size: COUNT },
    ],
    numbers: sentences.flatMap((words) => words.flatMap(oneHot)),
  })
})

/** The data of a recipe of sentences. */
export const sentences: RecipeData<Halves<Sentences>> = {
  names: ['sentences'],
  load: ({ key }) => TE.right(drawn.by(key)),
  shape: drawn.one,
}
