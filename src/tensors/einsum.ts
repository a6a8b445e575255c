/** Sums of products over named axes. */

import * as tf from '@tensorflow/tfjs-core'
import { orRefuse } from '../shapes/defect.js'
import type { AnyShape } from '../shapes/dim.js'
import { type Einsum, einsum as einsumShape, parsed } from '../shapes/einsum.js'
import { bind, shapeOf, unwrap, wrap } from './native.js'
import type { ShapeOr } from './tensor.js'
import { type AnyTensor, elements, type Tensor } from './tensor.js'

type ShapesOf<Tensors extends readonly AnyTensor[]> = {
  readonly [Index in keyof Tensors]: Tensors[Index]['shape']
}

/** Each letter once, and axes that no other operand and no result names summed away. */
interface Operand {
  readonly letters: string
  readonly value: tf.Tensor
}

const summed = ({ letters, value }: Operand, wanted: string): Operand => {
  const gone = [...letters].flatMap((letter, axis) => (wanted.includes(letter) ? [] : [axis]))
  return gone.length === 0
    ? { letters, value }
    : { letters: [...letters].filter((letter) => wanted.includes(letter)).join(''), value: tf.sum(value, gone) }
}

const ordered = ({ letters, value }: Operand, wanted: string): tf.Tensor =>
  letters === wanted
    ? value
    : tf.transpose(
        value,
        [...wanted].map((letter) => letters.indexOf(letter)),
      )

/**
 * One matrix product: TensorFlow.js's own `einsum` has no gradient.
 *
 * Letters in both operands and in the result count products; those in both alone are the inner axis.
 */
const product = (left: Operand, right: Operand, result: string): tf.Tensor => {
  const [a, b] = [summed(left, right.letters + result), summed(right, left.letters + result)]
  const among = (letters: string, inOther: boolean, inResult: boolean, other: string) =>
    [...letters].filter((each) => other.includes(each) === inOther && result.includes(each) === inResult).join('')
  const [batch, inner] = [among(a.letters, true, true, b.letters), among(a.letters, true, false, b.letters)]
  const [rows, columns] = [among(a.letters, false, true, b.letters), among(b.letters, false, true, a.letters)]
  const sizes = new Map(
    [a, b].flatMap(({ letters, value }) => [...letters].map((each, axis) => [each, value.shape[axis] as number])),
  )
  const sizesOf = (letters: string) => [...letters].map((each) => sizes.get(each) as number)
  const count = (letters: string) => elements(sizesOf(letters))
  const value = tf.matMul(
    tf.reshape(ordered(a, batch + rows + inner), [count(batch), count(rows), count(inner)]),
    tf.reshape(ordered(b, batch + inner + columns), [count(batch), count(inner), count(columns)]),
  )
  const letters = batch + rows + columns
  return ordered({ letters, value: tf.reshape(value, sizesOf(letters)) }, result)
}

/**
 * The sum of products that an equation says, of one tensor or two: `einsum('bhid,bhjd->bhij')(queries, keys)`.
 *
 * A letter stands for one axis; those that the result does not name are summed away.
 *
 * Shapes: `[...Shapes] -> Einsum<Equation, Shapes>`.
 * Errors: a `ShapeError` with the message of the compiler.
 */
export const einsum =
  <const Equation extends string>(equation: Equation) =>
  <Tensors extends readonly AnyTensor[]>(
    ...tensors: Verdicts<Tensors, Einsum<Equation, ShapesOf<Tensors>>>
  ): Tensor<ShapeOr<Einsum<Equation, ShapesOf<Tensors>>>> => {
    const given = tensors as readonly unknown[] as readonly AnyTensor[] // safe: wherever the call compiles
    const shape = orRefuse(einsumShape(equation, given.map(shapeOf)))
    bind('einsum', given)
    // safe: `einsumShape` has read the equation
    const [operands, result] = parsed(equation) as readonly [readonly string[], string]
    const [left, right] = given.map((each, index) => ({ letters: operands[index] as string, value: unwrap(each) }))
    const value =
      right === undefined ? ordered(summed(left as Operand, result), result) : product(left as Operand, right, result)
    // safe: `einsumShape` is the run-time version of `Einsum`, held by the shared case table
    return wrap(shape, value === left?.value ? tf.clone(value) : value) as never
  }

/** The tensors themselves, and the message alone in place of the last of those that do not fit. */
type Verdicts<Tensors extends readonly unknown[], Verdict> = [Verdict] extends [AnyShape]
  ? Tensors
  : Instead<Tensors, Verdict>

/** Both by `infer`: nothing is inferred from the message. */
type Instead<Tensors, Verdict> = [Tensors, Verdict] extends [infer Given, infer Found]
  ? WithLast<Given, Extract<Found, string>>
  : never

type WithLast<Tensors, Message> = Tensors extends readonly [...infer Before, unknown]
  ? readonly [...Before, Message]
  : readonly [Message]
