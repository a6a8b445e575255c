/** Any pure typed function, compiled. */

import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Key } from '../random/key.js'
import { ShapeError } from '../shapes/defect.js'
import type { Host } from '../tensors/tree.js'
import type { Engine, EngineError } from './engine.js'
import { bindTree, called } from './names.js'

/**
 * A pure function of a tree of tensors and a key, as one of host tensors that runs on an engine.
 *
 * The compiled engine traces the function at the first call for some sizes, gradients and noise included, and keeps the
 * program: so hold on to what this gives, and call it often. For other sizes it traces again. The eager engines run the
 * function at each call. A pure function gives the same numbers on all of them, within float32.
 *
 * The names of dimensions are bound at the call: a name means one number in all inputs of a call. Indices are checked
 * again.
 *
 * Shapes: those of the function. Errors: `ShapeError` for a name that means two numbers in one call, for a shape that a
 * cast let through, and for indices that are not below their dimension; `EngineFailed` for what the function throws, and
 * on the compiled engine also for a tensor or `tf.Variable` that is not among the inputs, a read of a tensor, noise that
 * is not drawn from the key, and an operation without a mapping, each with the name of the operation and of the function
 * that called it.
 *
 * @example
 * type Rows = T.Tensor<readonly ['rows', 2]>
 * const { engine } = await promise(choose('cpu'))
 * const distance = compile(engine)(({ x, y }: { readonly x: Rows; readonly y: Rows }) =>
 *   pipe(x, T.same.sub(y), T.square, T.sum(1)),
 * )
 * const x = host(['rows', 2], { rows: 1 }, Float32Array.of(3, 0))
 * const y = host(['rows', 2], { rows: 1 }, Float32Array.of(0, 4))
 * Array.from((await promise(distance({ x, y }, from(7)))).values)
 * //=> [25]
 */
export const compile =
  (engine: Engine) =>
  <Inputs, Output>(program: (inputs: Inputs, key: Key) => Output) => {
    const run = engine.run(program)
    return (inputs: Host<Inputs>, key: Key): TaskEither<EngineError, Host<Output>> => {
      const message = bindTree(inputs)
      return typeof message === 'string'
        ? TE.left(new ShapeError(`${called('compile', program)}: ${message}`))
        : run(inputs, key)
    }
  }
