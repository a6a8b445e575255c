// biome-ignore-all format: a program and what the compiler says to it are one line
// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
// What the compiler says to laws that do not fit, and to heads that produce them.
import { type DiagonalNormal, Kl, type Laplace, Layer, StandardNormal } from 'shapebound'

declare const anything: any
declare const wide: number
declare const normal: DiagonalNormal.DiagonalNormal<'batch', readonly [20]>
declare const shorter: DiagonalNormal.DiagonalNormal<'batch', readonly [10]>
declare const laplace: Laplace.Laplace<'batch', readonly [20]>
const standard = StandardNormal.standard(20)

// -----------------------------------------------------------------------------
// divergences in closed form
// -----------------------------------------------------------------------------

Kl.closedForm(laplace, standard) //! Kl.closedForm: there is none from Laplace to StandardNormal: take the mean of log q - log p over samples of q <- standard
Kl.closedForm(laplace, normal) //! Kl.closedForm: there is none from Laplace to DiagonalNormal: take the mean of log q - log p over samples of q <- normal
Kl.closedForm(standard, normal) //! Kl.closedForm: there is none from StandardNormal to DiagonalNormal: take the mean of log q - log p over samples of q <- normal
Kl.closedForm(normal, StandardNormal.standard(10)) //! Kl.closedForm: q is over [20] but p is over [10] <- StandardNormal.standard(10)
Kl.closedForm(normal, shorter) //! Kl.closedForm: q is over [batch, 20] but p is over [batch, 10] <- shorter
Kl.closedForm(normal, anything) //! not assignable to parameter of type 'never' <- anything
Kl.closedForm(normal, 20) //! Kl.closedForm: p is not a law <- 20
Kl.closedForm(anything as typeof normal | typeof laplace, laplace) //! Kl.closedForm: q is one of several laws <- laplace

// -----------------------------------------------------------------------------
// heads
// -----------------------------------------------------------------------------

const first = Layer.dense(784, 500)

Layer.sequence(first, Layer.laplaceHead(400, 20)) //! layer 2 (laplaceHead) takes [400] but is given [500] <- Layer.laplaceHead
Layer.sequence(Layer.input([28, 28]), Layer.laplaceHead(20)) //! layer 2 (laplaceHead) takes one axis but is given [28, 28] <- Layer.laplaceHead
Layer.sequence(first, Layer.laplaceHead(20), Layer.tanh) //! layer 3 comes after a Laplace head, which must be last <- Layer.tanh
Layer.laplaceHead(0) //! laplaceHead: the output size is 0: a size is a whole number above 0 <- 0
Layer.laplaceHead(500, wide) //! laplaceHead: the output size is known only when the program runs: give it a name with Dim.named <- wide
