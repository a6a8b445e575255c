/** Updates that are skipped. */

import { pipe } from 'fp-ts/lib/function.js'
import * as T from '../tensors/index.js'
import { chosen, norm } from '../tensors/norm.js'
import { around } from './around.js'
import type { Transform } from './optimizer.js'
import { changed } from './parts.js'
import { limitFault } from './range.js'

/**
 * No update where the norm of the gradient, over all parameters, is above a limit, infinite or not a number: the
 * parameters stay, and what the optimizer remembers.
 *
 * The step counts all the same: schedules go on. Range: a limit above 0.
 * Errors: a limit out of its range is refused where training starts, as a message (`fault`).
 */
export const skipOver = (limit: number): Transform =>
  around({
    fault: limitFault('skipOver', 'the limit', limit),
    update: (_, move) => (gradient, params, state, inner) => {
      const after = move(gradient, params, inner)
      const choose = changed(chosen(pipe(norm(gradient), T.lessEqual(T.scalar(limit)))))
      return { params: choose(after.params, params), state, inner: choose(after.state, inner) }
    },
  })
