// biome-ignore-all format: a program and what the compiler says to it are one line
// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
// What the compiler says to layers that do not fit.
import { Layer, type Shape } from 'shapebound'

declare const which: boolean
declare const anything: any
declare const wide: number
declare const maybe: 32 | undefined
declare const hidden: Shape.Size<'hidden'> | undefined
declare const optional: readonly [64, 32?]
declare const lost: Layer.Layer<Layer.Step>
const first = Layer.dense(784, 500)
const several = [first, first] as const satisfies readonly Layer.Layer<Layer.Step>[] as readonly [typeof first, ...(typeof first)[]]

// -----------------------------------------------------------------------------
// the layer before gives another event
// -----------------------------------------------------------------------------

Layer.sequence(Layer.dense(784, 500), Layer.tanh, Layer.dense(400, 20)) //! layer 3 (dense) takes [400] but is given [500] <- Layer.dense(400, 20)
Layer.sequence(first, Layer.tanh, Layer.normalHead(400, 20)) //! layer 3 (normalHead) takes [400] but is given [500] <- Layer.normalHead
Layer.sequence(first, Layer.relu, Layer.bernoulliHead(400, 20)) //! layer 3 (bernoulliHead) takes [400] but is given [500] <- Layer.bernoulliHead
Layer.sequence(first, Layer.dense(500, 100), Layer.dense(500, 20)) //! layer 3 (dense) takes [500] but is given [100] <- Layer.dense(500, 20)
Layer.sequence(
  Layer.dense(784, 500),
  Layer.tanh,
  Layer.dense(400, 20), //! layer 3 (dense) takes [400] but is given [500] <- Layer.dense(400, 20)
  Layer.tanh,
)
Layer.sequence(Layer.input([28, 28]), Layer.dense(784, 500)) //! layer 2 (dense) takes [784] but is given [28, 28] <- Layer.dense
Layer.sequence(Layer.input([28, 28]), Layer.dense(500)) //! layer 2 (dense) takes one axis but is given [28, 28] <- Layer.dense
Layer.sequence(Layer.input([28, 28]), Layer.normalHead(20)) //! layer 2 (normalHead) takes one axis but is given [28, 28] <- Layer.normalHead
Layer.sequence(Layer.input([28, 28]), Layer.bernoulliHead(20)) //! layer 2 (bernoulliHead) takes one axis but is given [28, 28] <- Layer.bernoulliHead
Layer.sequence(Layer.input([28, 28]), Layer.flatten, Layer.dense(783, 5)) //! layer 3 (dense) takes [783] but is given [784] <- Layer.dense
Layer.sequence(first, Layer.reshape([7, 7, 10])) //! layer 2 (reshape) [500] has 500 elements and [7, 7, 10] has 490 <- Layer.reshape
Layer.sequence(first, Layer.sequence(Layer.dense(400, 300), Layer.relu)) //! layer 2 (sequence) takes [400] but is given [500] <- Layer.sequence(Layer.dense(400
Layer.sequence(first, Layer.input([400])) //! layer 2 (input) takes [400] but is given [500] <- Layer.input

// -----------------------------------------------------------------------------
// the first and the last
// -----------------------------------------------------------------------------

Layer.sequence(Layer.tanh, Layer.dense(400, 20)) //! layer 1 (tanh) does not say what it takes: begin with Layer.input(shape) <- Layer.tanh
Layer.sequence(Layer.dense(500), Layer.tanh) //! layer 1 (dense) does not say what it takes: begin with Layer.input(shape) <- Layer.dense
Layer.sequence(Layer.flatten, Layer.dense(20)) //! layer 1 (flatten) does not say what it takes: begin with Layer.input(shape) <- Layer.flatten
Layer.sequence(first, Layer.normalHead(500, 20), Layer.tanh) //! layer 3 comes after a DiagonalNormal head, which must be last <- Layer.tanh
Layer.sequence(first, Layer.bernoulliHead(500, 20), Layer.dense(20, 5)) //! layer 3 comes after a Bernoulli head, which must be last <- Layer.dense(20, 5)
Layer.sequence(first, Layer.bernoulliLogits, Layer.tanh) //! layer 3 comes after a Bernoulli head, which must be last <- Layer.tanh
Layer.sequence(Layer.sequence(first, Layer.normalHead(500, 20)), Layer.tanh) //! layer 2 comes after a DiagonalNormal head, which must be last <- Layer.tanh
Layer.sequence() //! Expected 1 arguments, but got 0 <- sequence()

// -----------------------------------------------------------------------------
// layers that have lost their type
// -----------------------------------------------------------------------------

Layer.sequence(first, anything) //! layer 2 is any <- first
Layer.sequence(anything, first) //! layer 1 is any <- anything
Layer.sequence(first, Layer.tanh, anything, Layer.tanh) //! layer 3 is any <- first
Layer.sequence(first, lost) //! layer 2 is typed only as Layer<Step>; keep its inferred type <- lost
Layer.sequence(first, which ? Layer.dense(500, 3) : Layer.dense(400, 3)) //! layer 2 is a union of layers; pass one <- which
Layer.sequence(...several) //! sequence: the number of layers is known only when the program runs <- ...several
Layer.sequence(first, 7) //! layer 2 is not a layer but a number <- 7
Layer.sequence(first, null) //! layer 2 is not a layer but null <- null
Layer.sequence(first, {}) //! layer 2 is not a layer but something else <- {}
Layer.sequence(first, 'relu') //! layer 2 is not a layer but a string <- 'relu'
Layer.sequence(first, Layer.leakyRelu) //! layer 2 is not a layer but a function <- Layer.leakyRelu

// -----------------------------------------------------------------------------
// checks of sizes
// -----------------------------------------------------------------------------

Layer.dense(wide, 4) //! dense: the input size is known only when the program runs: give it a name with Dim.named <- wide
Layer.dense(3, wide) //! dense: the output size is known only when the program runs: give it a name with Dim.named <- wide
Layer.dense(wide) //! dense: the output size is known only when the program runs: give it a name with Dim.named <- wide
Layer.dense(10, { dim: wide, size: wide }) //! dense: the output size is known only when the program runs: give it a name with Dim.named <- { dim
Layer.dense({} as Shape.Size<Shape.Dim>, 4) //! dense: the input size is known only when the program runs: give it a name with Dim.named <- {} as
Layer.dense(3 as 3 | 4, 4) //! dense: the input size must be one dimension, not a union <- 3 as
Layer.dense(64, maybe) //! dense: the output size must be one dimension, and may not be undefined <- maybe
Layer.dense(maybe, 64) //! dense: the input size must be one dimension, and may not be undefined <- maybe
Layer.dense(maybe) //! dense: the output size must be one dimension, and may not be undefined <- maybe
Layer.dense(64, undefined) //! dense: the output size is not a dimension <- undefined
Layer.dense(...optional) //! dense: the output size must be one dimension, and may not be undefined <- ...optional
Layer.normalHead(64, maybe) //! normalHead: the output size must be one dimension, and may not be undefined <- maybe
Layer.normalHead(...optional) //! normalHead: the output size must be one dimension, and may not be undefined <- ...optional
Layer.bernoulliHead(64, maybe) //! bernoulliHead: the output size must be one dimension, and may not be undefined <- maybe
Layer.bernoulliHead(64, undefined) //! bernoulliHead: the output size is not a dimension <- undefined
Layer.poissonHead(64, maybe) //! poissonHead: the output size must be one dimension, and may not be undefined <- maybe
Layer.mixtureHead({ components: 2 })(64, maybe) //! mixtureHead: the output size must be one dimension, and may not be undefined <- maybe
Layer.laplaceHead(...optional) //! laplaceHead: the output size must be one dimension, and may not be undefined <- ...optional
Layer.laplaceHead(64, hidden) //! laplaceHead: the output size must be one dimension, and may not be undefined <- hidden
Layer.dense(4, 3 as 3 | 4) //! dense: the output size must be one dimension, not a union <- 3 as
Layer.dense(500, anything) //! parameter of type 'never' <- anything
Layer.normalHead(500, anything) //! parameter of type 'never' <- anything
Layer.dense(anything, 4) //! parameter of type 'never' <- anything
Layer.sequence(Layer.dense(3 as never, 4), Layer.tanh) //! layer 1 has a size that is never <- Layer.dense
Layer.sequence(first, Layer.dense(500 as never)) //! layer 2 has a size that is never <- Layer.dense
Layer.sequence(first, first as never).init //! Property 'init' does not exist on type 'Refused<"layer 2 is never">' <- init
Layer.dense(0, 4) //! dense: the input size must be a positive whole number, not 0 <- 0
Layer.dense(3, -4) //! dense: the output size must be a positive whole number, not -4 <- -4
Layer.dense(2.5, 4) //! dense: the input size must be a positive whole number, not 2.5 <- 2.5
Layer.dense('latent', 4) //! dense: the input size is the name 'latent', which has no number here: use Dim.named('latent', size) <- 'latent'
Layer.dense(3, 'latent') //! dense: the output size is the name 'latent', which has no number here: use Dim.named('latent', size) <- 'latent'
Layer.normalHead(500, wide) //! normalHead: the output size is known only when the program runs: give it a name with Dim.named <- wide
Layer.normalHead(0) //! normalHead: the output size must be a positive whole number, not 0 <- 0
Layer.bernoulliHead(1.5, 784) //! bernoulliHead: the input size must be a positive whole number, not 1.5 <- 1.5
Layer.bernoulliHead(784 as 784 | 783) //! bernoulliHead: the output size must be one dimension, not a union <- 784 as
Layer.input([28, wide]) //! input: a dimension is known only when the program runs: give it a name with Dim.named <- wide
Layer.input([28, 0]) //! input: a dimension must be a positive whole number, not 0 <- 0
Layer.input([28, 'width']) //! input: a dimension is the name 'width', which has no number here: use Dim.named('width', size) <- 'width'
Layer.reshape([7, -1]) //! reshape: a dimension must be a positive whole number, not -1 <- -1

// -----------------------------------------------------------------------------
// what may or may not be there, and one of several
// -----------------------------------------------------------------------------

const blockA = [Layer.dense(30, 20), Layer.relu, Layer.dense(20, 10)] as const
const blockB = [Layer.dense(30, 20), Layer.dense(20, 12)] as const
const sixty = Layer.dense(60, 30)
declare const bottleneck: 32 | undefined
declare const perhapsLayer: Layer.Layer<Layer.Activation<'mine'>> | undefined
declare const layerOrNot: Layer.Layer<Layer.Activation<'mine'>> | number
declare const stride: { readonly kernel: 3; readonly stride?: 2 }
declare const padding: { kernel: 3; padding?: 'valid' | undefined }

Layer.dense(bottleneck, 64) //! dense: the input size must be one dimension, and may not be undefined <- bottleneck
Layer.conv2d(16, 16, { kernel: 3, ...(which ? { stride: 2 } : {}) }) //! conv2d: the stride <- { kernel
Layer.conv2d(16, 16, stride) //! conv2d: the stride must be one dimension, and may not be undefined <- stride
Layer.conv2d(16, stride) //! conv2d: the stride must be one dimension, and may not be undefined <- stride
Layer.conv2dTranspose(16, 8, stride) //! conv2dTranspose: the stride must be one dimension, and may not be undefined <- stride
Layer.conv2d(16, 16, padding) //! conv2d: the padding is a union; pass one <- padding
Layer.maxPool(stride) //! maxPool: the stride must be one dimension, and may not be undefined <- stride
Layer.avgPool({ kernel: 2, ...(which ? { padding: 'same' as const } : {}) }) //! avgPool: the padding is a union; pass one <- { kernel
Layer.sequence(sixty, ...(which ? blockA : blockB), Layer.dense(10, 2)) //! sequence: the layers must be one list, not a union of lists <- ...(which
Layer.sequence(...(which ? blockA : blockB)) //! sequence: the layers must be one list, not a union of lists <- ...(which
Layer.sequence(sixty, ...(which ? ([Layer.relu] as const) : ([] as const)), Layer.dense(30, 2)) //! sequence: the layers must be one list, not a union of lists <- ...(which
Layer.sequence(sixty, ...(which ? [Layer.relu] : []), Layer.dense(30, 2)) //! sequence: the number of layers is known only when the program runs <- ...(which
Layer.sequence(sixty, ...[Layer.relu].slice(1)) //! sequence: the number of layers is known only when the program runs <- ...[Layer
Layer.sequence(sixty, perhapsLayer, Layer.dense(30, 2)) //! layer 2 may be undefined <- perhapsLayer
Layer.sequence(sixty, which ? Layer.relu : undefined) //! layer 2 may be undefined <- which
Layer.sequence(sixty, layerOrNot) //! layer 2 is a union, and not all of its members are layers <- layerOrNot
Layer.sequence(sixty, which ? Layer.dense(30, 4) : Layer.dense(4)) //! layer 2 is a union of layers; pass one <- which
Layer.sequence(sixty, which ? Layer.relu : Layer.bernoulliLogits) //! layer 2 is a union of layers; pass one <- which
Layer.sequence(which ? Layer.dense(60, 30) : Layer.dense(50, 30), Layer.tanh) //! layer 1 is a union of layers; pass one <- which
Layer.sequence(sixty, which ? Layer.softplus : Layer.relu, Layer.dense(20, 2)) //! layer 3 (dense) takes [20] but is given [30] <- Layer.dense(20
