// biome-ignore-all format: a program and what the compiler says to it are one line
// What the compiler says to variables that are given themselves, to layers over places, and to experts by their names.
import { pipe } from 'fp-ts/lib/function.js'
import { DiagonalNormal, Elbo, type EvenMixtureType, Joint, Layer, type T, Vae } from 'shapebound'

const { bernoulliHead, bernoulliLogits, categoricalLogits, concat, dense, dropout, each, expert, gru, input, inputs } = Layer
const { maskedConv2d, meanOfEach, mixture, normalHead, parallel, repeat, scan, sequence } = Layer

// -----------------------------------------------------------------------------
// layers over places
// -----------------------------------------------------------------------------

sequence(input([]), each(Layer.tanh)) //! layer 2 (each) takes places on the first axis but is given [] <- each
sequence(input([3, 2]), each(dense(4, 5))) //! layer 2 (each) takes [4] but is given [2] <- each
sequence(input([3, 2]), each(normalHead(2, 2))) //! layer 2 (each) a head must be last <- each
sequence(inputs({ a: [3, 2], b: [4, 2] }), each(concat('a', 'b'))) //! layer 2 (each) takes events of the same places on the first axis but is given several events <- each
sequence(input([]), Layer.before) //! layer 2 (before) takes places on the first axis but is given [] <- Layer.before
sequence(input([]), meanOfEach) //! layer 2 (meanOfEach) takes places on the first axis but is given [] <- meanOfEach
repeat(0) //! repeat: the number of places must be a positive whole number, not 0 <- 0
maskedConv2d(8, { kernel: 4, sees: 'own' }) //! maskedConv2d: the kernel must be an odd number, so that it has a middle, not 4 <- kernel
maskedConv2d(0, { kernel: 3, sees: 'own' }) //! maskedConv2d: the number of output channels must be a positive whole number, not 0 <- 0
sequence(input([4]), maskedConv2d(8, { kernel: 3, sees: 'own' })) //! layer 2 (maskedConv2d) <- maskedConv2d

// -----------------------------------------------------------------------------
// variables that are given themselves
// -----------------------------------------------------------------------------

const z = Joint.variable('z', DiagonalNormal.standard(2))
const words = sequence(inputs({ z: [2], x: [3, 5] }), parallel({ z: repeat(3), x: sequence(input([3, 5]), Layer.before, each(dropout(0.3))) }), each(concat('z', 'x')), scan(gru(6)), each(dense(5)), categoricalLogits)
const short = sequence(inputs({ z: [2], x: [3] }), concat('z', 'x'), dense(4), bernoulliLogits)

Joint.autoregressive('y', words) //! joint: y is not given itself: name an input y, or define it with Joint.variable <- words
Joint.autoregressive('x', short) //! joint: x is given itself [3], but x is [4] <- short
Joint.autoregressive('x', sequence(bernoulliHead(3, 4))) //! joint: x takes [3] of one variable <- sequence
Joint.of(z, Joint.variable('x', words)) //! joint: x is given itself <- Joint.variable
Joint.shared('y', Joint.autoregressive('x', words)) //! joint: y shares the network of x, which is given itself: give it one of its own <- Joint.autoregressive

const x = Joint.autoregressive('x', words)
Vae.of({ p: Joint.of(Joint.given('y', [3]), z, x), q: Joint.of(Joint.given('y', [3]), Joint.variable('x', sequence(dense(3, 15), Layer.reshape([3, 5]), categoricalLogits), 'y')) }) //! vae: q draws x, which is autoregressive: that is for what is observed <- q

// -----------------------------------------------------------------------------
// experts
// -----------------------------------------------------------------------------

const ofX = sequence(normalHead(3, 2))
const ofY = sequence(normalHead(1, 2))
expert('x', sequence(dense(3, 4))) //! expert: takes a network that gives a distribution, without noise and state <- sequence
expert('x', sequence(dense(3, 4), dropout(0.5), normalHead(2))) //! expert: takes a network that gives a distribution, without noise and state <- sequence

// -----------------------------------------------------------------------------
// the right programs: none of these has an error
// -----------------------------------------------------------------------------

const sentences = Vae.of({ p: Joint.of(z, x), q: Joint.of(Joint.given('x', [3, 5], 'oneHot'), Joint.variable('z', sequence(input([3, 5]), each(dense(4)), scan(gru(4)), Layer.flatten, normalHead(2)), 'x')) })
const bits = Joint.variable('x', sequence(bernoulliHead(2, 3)), 'z')
const number = Joint.variable('y', sequence(bernoulliHead(2, 1)), 'z')
const [givenX, givenY] = [Joint.given('x', [3]), Joint.given('y', [1])]
const views = Vae.together({
  both: Vae.of({ p: Joint.of(z, bits, number), q: Joint.of(givenX, givenY, Joint.variable('z', mixture({ x: ofX, y: ofY }))) }),
  one: Vae.of({ p: Joint.of(z, bits), q: Joint.of(givenX, Joint.variable('z', expert('x', ofX), 'x')) }),
})
const across = pipe(Elbo.within('both')(Elbo.elboByMonteCarlo), Elbo.minus(Elbo.klAcross('both', 'one')))
const pixels = sequence(input([4, 4, 1]), maskedConv2d(8, { kernel: 5, sees: 'before' }), maskedConv2d(1, { kernel: 3, sees: 'own' })).apply
const set: (x: T.Tensor<readonly ['batch', 7, 2]>) => T.Tensor<readonly ['batch', 2]> = sequence(input([7, 2]), meanOfEach).apply([null, null])
declare const even: EvenMixtureType<'batch', readonly [2]>

export { across, even, pixels, sentences, set, views }
export type Add = typeof T.add
