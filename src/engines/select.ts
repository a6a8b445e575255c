/** Which engine runs: the one asked for, or the fastest that is installed and passes a self-test. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { from } from '../random/key.js'
import { tagged } from '../shapes/tagged.js'
import { host } from '../tensors/create.js'
import * as T from '../tensors/index.js'
import { CANDIDATES, ENGINES, type EngineName } from './candidates.js'
import type { Engine, EngineMissing } from './engine.js'

/** What `--engine` takes. */
export type EngineChoice = 'auto' | EngineName

/** An engine, and one line for each faster one that could not be had. */
export interface Selected {
  readonly engine: Engine
  readonly notes: readonly string[]
}

// -----------------------------------------------------------------------------
// the self-test
// -----------------------------------------------------------------------------

type Square = T.Tensor<readonly [2, 2]>

/** A few operations and a gradient with known answers: a library that loads can still fail at its first operation. */
const program = ({ x }: { readonly x: Square }) => {
  const total = (y: Square) => [pipe(y, T.matmul(x), T.softplus, T.sum(0, 1)), null] as const
  return { product: pipe(x, T.matmul(x)), gradient: T.valueAndGradient(total)(T.zerosLike(x)).gradient }
}

const passes = async (engine: Engine): Promise<boolean> => {
  const x = host([2, 2], {}, Float32Array.of(1, 2, 3, 4))
  const result = await engine.run(program)({ x }, from(0))()
  if (E.isLeft(result)) throw new Error(result.left.message) // caught by `tested`
  const { product, gradient } = result.right
  return [...product.values].join() === '7,10,15,22' && [...gradient.values].join() === '1.5,3.5,1.5,3.5'
}

/** The first line of what was thrown; what is not installed is said so, by whichever thread. */
const reason = (error: unknown): string => {
  const [words = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
  return /^Cannot find (module|package)/.test(words) ? 'is not installed' : `does not run here (${words})`
}

/** The engine of a name, or the words of its refusal. */
const tested = async (name: EngineName): Promise<Engine | string> => {
  try {
    const engine = await CANDIDATES[name].open()
    return (await passes(engine)) ? engine : 'fails its self-test'
  } catch (error) {
    return reason(error)
  }
}

const missing = (message: string): EngineMissing => tagged<EngineMissing>('EngineMissing', message, {})

// -----------------------------------------------------------------------------
// selection
// -----------------------------------------------------------------------------

const select = async (names: readonly EngineName[]): Promise<Selected | string> => {
  const notes: string[] = []
  for (const name of names) {
    const engine = await tested(name)
    if (typeof engine !== 'string') return { engine, notes }
    const { module, advice } = CANDIDATES[name]
    notes.push(`${module ?? name} ${engine}: ${advice}`)
  }
  return notes.join('; ')
}

/**
 * The engine of a name, or for `auto` the first that is installed and works.
 *
 * Errors: `EngineMissing`, with what is missing and how to get it, or the names there are for one there is not.
 */
export const choose = (choice: EngineChoice): TE.TaskEither<EngineMissing, Selected> =>
  choice !== 'auto' && !ENGINES.includes(choice)
    ? TE.left(missing(`choose: takes auto, ${ENGINES.join(', ')} but is given ${choice}`))
    : TE.flatMap(
        TE.fromTask(() => select(choice === 'auto' ? ENGINES : [choice])),
        (selected) => (typeof selected === 'string' ? TE.left(missing(selected)) : TE.right(selected)),
      )
