// biome-ignore-all format: a program and what the compiler says to it are one line
// What the compiler says to networks of several events, and to those that need a context.
import { Key, Layer, type T } from 'shapebound'

const both = Layer.inputs({ z: [20], label: [10] })
const image = Layer.inputs({ x: [28, 28], label: [10] })
const tokens = Layer.inputs({ z: [20], token: Layer.indices(1000) })
const first = Layer.dense(784, 50)
const decoder = Layer.sequence(both, Layer.concat('z', 'label'), Layer.dense(500), Layer.tanh, Layer.bernoulliHead(784))
declare const wide: number
declare const which: boolean
declare const z: T.Tensor<readonly ['batch', 20]>
declare const label: T.Tensor<readonly ['batch', 10]>

// -----------------------------------------------------------------------------
// several events where one is taken, and one where several are
// -----------------------------------------------------------------------------

Layer.sequence(both, Layer.dense(500)) //! layer 2 (dense) takes one event but is given several: join them with Layer.concat <- Layer.dense
Layer.sequence(both, Layer.dense(30, 500)) //! layer 2 (dense) takes one event but is given several: join them with Layer.concat <- Layer.dense
Layer.sequence(both, Layer.tanh) //! layer 2 (tanh) takes one event but is given several: join them with Layer.concat <- Layer.tanh
Layer.sequence(both, Layer.flatten, Layer.dense(5)) //! layer 2 (flatten) takes one event but is given several: join them with Layer.concat <- Layer.flatten
Layer.sequence(both, Layer.normalHead(5)) //! layer 2 (normalHead) takes one event but is given several: join them with Layer.concat <- Layer.normalHead
Layer.sequence(both, Layer.sequence(Layer.dense(30, 5))) //! layer 2 (sequence) takes one event but is given several: join them with Layer.concat <- Layer.sequence(Layer.dense
Layer.sequence(first, Layer.concat('z', 'label')) //! layer 2 (concat) takes several events but is given [50] <- Layer.concat
Layer.sequence(first, Layer.pick('z')) //! layer 2 (pick) takes several events but is given [50] <- Layer.pick
Layer.sequence(first, Layer.parallel({ z: Layer.tanh })) //! layer 2 (parallel) takes several events but is given [50] <- Layer.parallel
Layer.sequence(first, both) //! layer 2 (inputs) takes several events but is given [50] <- both
Layer.sequence(Layer.concat('z', 'label'), Layer.dense(8)) //! layer 1 (concat) does not say what it takes: begin with Layer.input(shape) <- Layer.concat

// -----------------------------------------------------------------------------
// joined, picked
// -----------------------------------------------------------------------------

Layer.sequence(both, Layer.concat('z', 'label'), Layer.dense(20, 500)) //! layer 3 (dense) takes [20] but is given [30] <- Layer.dense
Layer.sequence(both, Layer.concat('z')) //! layer 2 (concat) leaves out label: name it too <- Layer.concat
Layer.sequence(both, Layer.concat('z', 'y', 'label')) //! layer 2 (concat) joins y, which it is not given <- Layer.concat
Layer.sequence(image, Layer.concat('x', 'label')) //! layer 2 (concat) joins events of one axis but x is [28, 28]: flatten it with Layer.parallel <- Layer.concat
Layer.sequence(tokens, Layer.concat('z', 'token')) //! layer 2 (concat) joins numbers but token is indices below 1000: embed it with Layer.parallel <- Layer.concat
Layer.concat() //! Expected 1 arguments, but got 0 <- concat()
Layer.sequence(both, Layer.pick('y')) //! layer 2 (pick) picks y, which it is not given <- Layer.pick

// -----------------------------------------------------------------------------
// side by side
// -----------------------------------------------------------------------------

Layer.sequence(both, Layer.parallel({ label: Layer.dense(12, 8) }), Layer.concat('z', 'label')) //! layer 2 (parallel) at label: takes [12] but is given [10] <- Layer.parallel
Layer.sequence(both, Layer.parallel({ y: Layer.dense(8) })) //! layer 2 (parallel) is for y, which it is not given <- Layer.parallel
Layer.sequence(both, Layer.parallel({ z: Layer.normalHead(8) })) //! layer 2 (parallel) at z: a head must be last <- Layer.parallel
Layer.sequence(both, Layer.parallel({ z: Layer.fanout({ a: Layer.tanh, b: Layer.relu }) })) //! layer 2 (parallel) at z: gives several events but must give one <- Layer.parallel
Layer.sequence(tokens, Layer.parallel({ token: Layer.dense(8) })) //! layer 2 (parallel) at token: takes numbers but is given indices below 1000: begin with Layer.embedding <- Layer.parallel
Layer.sequence(first, Layer.fanout({ a: Layer.dense(8), b: Layer.dense(49, 8) })) //! layer 2 (fanout) at b: takes [49] but is given [50] <- Layer.fanout
Layer.sequence(both, Layer.fanout({ a: Layer.concat('z', 'label'), b: Layer.dense(8) })) //! layer 2 (fanout) at b: takes one event but is given several: join them with Layer.concat <- Layer.fanout

// -----------------------------------------------------------------------------
// indices
// -----------------------------------------------------------------------------

Layer.sequence(Layer.indices(10), Layer.dense(8)) //! layer 2 (dense) takes numbers but is given indices below 10: begin with Layer.embedding <- Layer.dense
Layer.sequence(Layer.indices(10, [12]), Layer.tanh) //! layer 2 (tanh) takes numbers but is given [12] indices below 10: begin with Layer.embedding <- Layer.tanh
Layer.sequence(Layer.indices(10), Layer.embedding(12, 8)) //! layer 2 (embedding) takes indices below 12 but is given indices below 10 <- Layer.embedding
Layer.sequence(first, Layer.embedding(8)) //! layer 2 (embedding) takes indices but is given [50] <- Layer.embedding
Layer.sequence(both, Layer.embedding(8)) //! layer 2 (embedding) takes indices but is given several events <- Layer.embedding
Layer.indices(0) //! indices: the limit must be a positive whole number, not 0 <- 0
Layer.embedding(wide) //! embedding: the output size is known only when the program runs: give it a name with Dim.named <- wide

// -----------------------------------------------------------------------------
// sizes at the door, and networks within networks
// -----------------------------------------------------------------------------

Layer.inputs({ z: [0] }) //! inputs: a dimension must be a positive whole number, not 0 <- 0
Layer.inputs({ z: [wide] }) //! inputs: a dimension is known only when the program runs: give it a name with Dim.named <- wide
Layer.inputs({ z: 20 }) //! inputs: z is not an event: give a list of sizes, or Layer.indices <- z:
Layer.sequence(Layer.inputs({ z: [20] }), Layer.sequence(both, Layer.pick('z'))) //! layer 2 (sequence) takes label, which it is not given <- Layer.sequence(both
Layer.sequence(Layer.inputs({ z: [20], label: [12] }), Layer.sequence(both, Layer.pick('z'))) //! layer 2 (sequence) at label: takes [10] but is given [12] <- Layer.sequence(both
Layer.sequence(Layer.inputs({ z: [20], label: [10], y: [1] }), Layer.sequence(both, Layer.pick('z'))) //! layer 2 (sequence) is given y, which it does not take <- Layer.sequence(both
Layer.sequence(both, Layer.concat('z', 'label'), 7) //! layer 3 is not a layer but a number <- 7
Layer.sequence(decoder, Layer.tanh) //! layer 2 comes after a Bernoulli head, which must be last <- Layer.tanh

// -----------------------------------------------------------------------------
// what it is applied to
// -----------------------------------------------------------------------------

const params = decoder.init(Key.from(1))
decoder.apply(params)({ z }) //!~ Property 'label' is missing in type '{ z: T.Tensor<readonly ["batch", 20]>; }' <- { z }
decoder.apply(params)({ z, label: z }) //! Tensor<readonly ["batch", 20]>' is not assignable to type <- label:
decoder.apply(params)(z) //!~ Type 'Tensor<readonly ["batch", 20]>' is missing the following properties <- z)

// -----------------------------------------------------------------------------
// the right programs: none of these has an error
// -----------------------------------------------------------------------------

const either = Layer.sequence(both, which ? Layer.concat('z', 'label') : Layer.concat('label', 'z'))
export const joined: T.Tensor<readonly ['batch', 30]> = either.apply(either.init(Key.from(1)))({ z, label })
export const mean: T.Tensor<readonly ['batch', 784]> = decoder.apply(params)({ z, label }).logits
