// biome-ignore-all format: a program and what the compiler says to it are one line
// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
// What the compiler says to flows that do not fit, or do not go where they are asked to.
import { Dim, Flow, Key, Layer, type T } from 'shapebound'

declare const which: boolean
declare const anything: any
declare const wide: number
declare const rows: T.Tensor<readonly ['batch', 3]>
declare const others: T.Tensor<readonly ['batch', 4]>
declare const many: readonly (typeof planar)[]
const key = Key.from(1)
const planar = Flow.planar(3)
const radial = Flow.radial(3)
const conditioner = Layer.sequence(Layer.dense(1, 8), Layer.tanh, Layer.dense(4))

// -----------------------------------------------------------------------------
// directions
// -----------------------------------------------------------------------------

planar.inverse(planar.init(key))(rows) //! the flow does not go inverse: its type says which directions it has <- planar.init(key)
Flow.inverted(planar).forward(planar.init(key)) //! the flow does not go forward: its type says which directions it has <- planar.init(key)
Flow.compose(radial, planar).inverse([radial.init(key), planar.init(key)]) //! the flow does not go inverse: its type says which directions it has <- [radial
Flow.compose(planar, Flow.inverted(planar)) //! Flow.compose: flow 2 goes inverse alone but those before it go forward alone <- Flow.inverted
Flow.compose(radial, planar, Flow.inverted(planar)) //! Flow.compose: flow 3 goes inverse alone but those before it go forward alone <- Flow.inverted

// -----------------------------------------------------------------------------
// events
// -----------------------------------------------------------------------------

radial.forward(radial.init(key))(others) //! Argument of type 'Tensor<readonly ["batch", 4]>' is not assignable <- others
Flow.compose(Flow.affine(3), Flow.affine(4)) //! Flow.compose: flow 2 is over [4] but the first is over [3] <- Flow.affine(4)
Flow.compose(Flow.affine(3), Flow.reverse(3), Flow.iaf(4, { hidden: [8] })) //! Flow.compose: flow 3 is over [4] but the first is over [3] <- Flow.iaf
Flow.compose(radial, Flow.planar(Dim.named('latent', 3))) //! Flow.compose: flow 2 is over [latent] but the first is over [3] <- Flow.planar
Flow.compose(radial, which ? radial : planar) //! Flow.compose: flow 2 is a union; pass one <- which
Flow.compose(radial, conditioner) //! Flow.compose: flow 2 is not a flow <- conditioner
Flow.compose(...many) //! Flow.compose: the number of flows is known only when the program runs; use Flow.repeat <- ...many
Flow.compose() //! Expected 1 arguments, but got 0 <- compose()
Flow.repeat(0, planar) //! Flow.repeat: the number of flows must be a positive whole number, not 0 <- 0
Flow.repeat(2.5, planar) //! Flow.repeat: the number of flows must be a positive whole number, not 2.5 <- 2.5
Flow.repeat(2, conditioner) //! Net<readonly [1], readonly [4] <- conditioner

// -----------------------------------------------------------------------------
// sizes
// -----------------------------------------------------------------------------

Flow.affine(0) //! Flow.affine: a dimension must be a positive whole number, not 0 <- 0
Flow.affine(wide) //! Flow.affine: a dimension is known only when the program runs: give it a name with Dim.named <- wide
Flow.planar(2.5) //! Flow.planar: the size must be a positive whole number, not 2.5 <- 2.5
Flow.radial('latent') //! Flow.radial: the size is the name 'latent', which has no number here: use Dim.named('latent', size) <- 'latent'
Flow.reverse(-1) //! Flow.reverse: the size must be a positive whole number, not -1 <- -1
Flow.iaf(0, { hidden: [8] }) //! Flow.iaf: the size must be a positive whole number, not 0 <- 0
Flow.iaf(3, { hidden: [0] }) //! Flow.iaf: hidden: a dimension must be a positive whole number, not 0 <- 0
Flow.maf(3, { hidden: [8, wide] }) //! Flow.maf: hidden: a dimension is known only when the program runs: give it a name with Dim.named <- wide
Flow.maf(3) //! Expected 2 arguments, but got 1 <- maf

// -----------------------------------------------------------------------------
// orders
// -----------------------------------------------------------------------------

Flow.permutation(3, [0, 1, 1]) //! Flow.permutation: the order must have each place of [3] once, not [0, 1, 1] <- [0, 1, 1]
Flow.permutation(3, [0, 1]) //! Flow.permutation: the order must have each place of [3] once, not [0, 1] <- [0, 1]
Flow.permutation(3, [1, 2, 3]) //! Flow.permutation: the order must have each place of [3] once, not [1, 2, 3] <- [1, 2, 3]
Flow.permutation(2, [0, 1, 2]) //! Flow.permutation: the order must have each place of [2] once, not [0, 1, 2] <- [0, 1, 2]

// -----------------------------------------------------------------------------
// conditioners
// -----------------------------------------------------------------------------

Flow.affineCoupling(4, conditioner) //! Flow.affineCoupling: the conditioner takes [1] of [4], so it must give [6] but gives [4] <- conditioner
Flow.affineCoupling(1, conditioner) //! Flow.affineCoupling: the conditioner must take fewer numbers than [1] but takes [1] <- conditioner
Flow.affineCoupling(3, Layer.sequence(Layer.dense(5, 4))) //! Flow.affineCoupling: the conditioner must take fewer numbers than [3] but takes [5] <- Layer.sequence
Flow.affineCoupling(3, Layer.sequence(Layer.input([1, 1]), Layer.flatten, Layer.dense(4))) //! Flow.affineCoupling: the conditioner must take fewer numbers than [3] but takes [1, 1] <- Layer.sequence
Flow.affineCoupling(3, Layer.sequence(Layer.normalHead(1, 4))) //! Flow.affineCoupling: the conditioner is not a network that gives a Tensor <- Layer.sequence
Flow.affineCoupling(3, Layer.dense(1, 4)) //! Flow.affineCoupling: the conditioner is not a network that gives a Tensor <- Layer.dense
Flow.affineCoupling(3, which ? conditioner : Layer.sequence(Layer.dense(1, 4))) //! Flow.affineCoupling: the conditioner is a union; pass one <- which
Flow.affineCoupling(3, anything) //! is not assignable to parameter of type 'never' <- anything
Flow.splineCoupling(3, conditioner, { bins: 4, bound: 3 }) //! Flow.splineCoupling: the conditioner takes [1] of [3], so it must give [22] but gives [4] <- conditioner
Flow.splineCoupling(3, Layer.sequence(Layer.dense(1, 4)), { bins: 1, bound: 3 }) //! Flow.splineCoupling: the number of bins must be 2 or more, not 1 <- bins
Flow.splineCoupling(3, Layer.sequence(Layer.dense(1, 22)), { bins: 4, bound: 0 }) //! Flow.splineCoupling: the bound must be a positive number, not 0 <- bound
