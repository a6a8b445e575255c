// biome-ignore-all format: a program and what the compiler says to it are one line
// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
// What the compiler says to indices that do not fit.
import { pipe } from 'fp-ts/lib/function.js'
import { T } from 'shapebound'

declare const anything: any
declare const wide: number
declare const table: T.Tensor<readonly ['vocabulary', 64]>
declare const scores: T.Tensor<readonly ['batch', 10]>
declare const tokens: T.Indices<readonly ['batch'], 'vocabulary'>
declare const others: T.Indices<readonly ['batch'], 'lexicon'>
declare const sevens: T.Indices<readonly ['batch'], 7>

T.gather(sevens, 1)(scores) //! gather: takes indices below 10 but is given indices below 7, in [batch, 10] <- scores
T.gather(others, 0)(table) //! gather: takes indices below vocabulary but is given indices below lexicon, in [vocabulary, 64] <- table
pipe(table, T.gather(tokens, -1)) //! gather: takes indices below 64 but is given indices below vocabulary, in [vocabulary, 64] <- T.gather
T.gather(tokens, 2)(table) //! gather: [vocabulary, 64] has no axis 2 <- table
T.gather(tokens, wide)(table) //! gather: [vocabulary, 64] has no axis <- table
T.embedding(table)(sevens) //! is not assignable to parameter of type 'Indices<readonly ["batch"], "vocabulary">' <- sevens
T.argMax('latent')(scores) //! argMax: [batch, 10] has no axis latent <- scores
T.argMax(wide)(scores) //! argMax: [batch, 10] has no axis <- scores
T.topK(-1, 11)(scores) //! topK: takes at least 11 but is given 10, in [batch, 10] <- scores
pipe(scores, T.topK('latent', 3)) //!~ topK: [batch, 10] has no axis latent <- T.topK
T.topK(-1, 0) //! topK: the count must be a positive whole number, not 0 <- 0
T.topK(-1, wide) //! topK: the count is known only when the program runs <- wide
T.negate(tokens) //! Tensor< <- tokens
T.asIndices(wide) //! asIndices: the size is known only when the program runs: give it a name with Dim.named <- wide
T.asIndices('vocabulary') //! asIndices: the size is the name 'vocabulary', which has no number here: use Dim.named('vocabulary', size) <- 'vocabulary'
T.asIndices(0) //! asIndices: the size must be a positive whole number, not 0 <- 0
T.asIndices(anything) //! never <- anything
T.decodeIndices(['batch', wide], 10) //! decodeIndices: a dimension is known only when the program runs <- wide
T.decodeIndices(['batch'], 2.5) //! decodeIndices: the size must be a positive whole number, not 2.5 <- 2.5
