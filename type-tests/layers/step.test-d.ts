import { Layer, type Shape, type T } from 'shapebound'
import { expectType } from 'tsd'
import { exactly } from '../exactly.js'

// a step is a function of what it is given
type Given<F extends Layer.Step, Event> = F & { readonly in: Event }
exactly<Given<Layer.Dense<784, 500>, readonly [784]>['out'], readonly [500]>()
exactly<Given<Layer.Dense<784, 500>, readonly [783]>['out'], 'takes [784] but is given [783]'>()
exactly<Given<Layer.DenseTo<500>, readonly [783]>['out'], readonly [500]>()
exactly<Given<Layer.DenseTo<500>, readonly [28, 28]>['out'], 'takes one axis but is given [28, 28]'>()
exactly<Given<Layer.Flatten, readonly [28, 28]>['out'], readonly [784]>()
exactly<Given<Layer.ReshapeTo<readonly [28, 28]>, readonly [784]>['out'], readonly [28, 28]>()
exactly<Given<Layer.DenseTo<500>, readonly [783]>['parameters'], Layer.AffineParameters<783, 500>>()

// a user's own layer is a step, and is checked as ours are
interface Halve extends Layer.Step {
  readonly name: 'halve'
  readonly takes: 'any'
  readonly out: this['in'] extends readonly [20] ? readonly [10] : `takes [20] but is given ${Shape.Show<this['in']>}`
  readonly parameters: null
  readonly kind: 'Tensor'
}
declare const halve: Layer.Layer<Halve>
declare const rows: T.Tensor<readonly ['batch', 784]>
const net = Layer.sequence(Layer.dense(784, 20), halve)
expectType<T.Tensor<readonly ['batch', 10]>>(net.apply([{} as Layer.AffineParameters<784, 20>, null])(rows))
// @ts-expect-error layer 2 (halve) takes [20] but is given [30]
Layer.sequence(Layer.dense(784, 30), halve)
