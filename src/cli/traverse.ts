/** `shapebound traverse`: what the numbers of a latent do to an example. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { HostRows } from '../recipes/views.js'
import { elements } from '../tensors/tensor.js'
import { badInput, type CliError, toCliError } from './errors.js'
import { exampleAt, type HalfFlag, halfOption } from './examplesOf.js'
import { count, folderCommand, type LookFlags, lookOptions } from './folderCommand.js'
import { type GivenFlag, givenOption, OWN } from './given.js'
import { type Looking, looking, needed, requestOf } from './looking.js'
import { type Made, outOf, outOption, type Written, writeMade, writtenLines } from './made.js'
import type { Surroundings } from './surroundings.js'
import { waysMade } from './ways.js'

interface TraverseFlags extends LookFlags, HalfFlag, GivenFlag {
  readonly out: string
  readonly along?: number
  readonly example: number
  readonly steps: number
}

/** The places that move, one after the other: that which was named, or each. */
const placesOf = (there: Looking, { along }: TraverseFlags): TE.TaskEither<CliError, readonly number[]> => {
  const latent = elements(there.experiment.views.latent ?? [])
  return along === undefined
    ? TE.right(Array.from({ length: latent }, (_, place) => place))
    : along < latent
      ? TE.right([along])
      : TE.left(badInput(`--along: must be below ${latent}, the size of the latent, not ${along}`))
}

const moved = (there: Looking, flags: TraverseFlags, example: HostRows): TE.TaskEither<CliError, Made> =>
  pipe(
    TE.Do,
    TE.bind('traverse', () =>
      needed('traverse', there, 'has no latents with numbers between two others', there.experiment.views.traverse),
    ),
    TE.bind('places', () => placesOf(there, flags)),
    TE.flatMap(({ traverse, places }) =>
      pipe(
        places,
        TE.traverseSeqArray((along) =>
          pipe(traverse({ along, steps: flags.steps })(requestOf(there))(example), TE.mapLeft(toCliError)),
        ),
      ),
    ),
    TE.map((lines) => waysMade(there.experiment, flags.steps, lines)),
  )

const traversed = (target: string, flags: TraverseFlags, around: Surroundings): TE.TaskEither<CliError, Written> =>
  pipe(
    outOf(flags.out),
    TE.flatMap((out) =>
      looking({ command: 'traverse', target, flags, needs: 'examples' }, around, (there) =>
        pipe(
          exampleAt(there, flags.data, 'example', flags.example),
          TE.flatMap((example) => moved(there, flags, example)),
          TE.flatMap(writeMade(out, `an example of ${there.experiment.data.name}`)),
        ),
      ),
    ),
  )

/** The command. */
export const traverseCommand = folderCommand<TraverseFlags, Written>({
  name: 'traverse',
  about: 'move the numbers of the latent of an example from -3 to 3: on a picture, a line each',
  takes: '<dir>',
  options: [
    outOption(),
    count('along', 'the place of the number that moves, from 0 (default: each)', undefined, [0]),
    count('example', 'which example, from 0', 0, [0]),
    count('steps', 'how many values', 10, [2, 1000]),
    halfOption,
    givenOption(OWN),
    ...lookOptions,
  ],
  examples: ['traverse runs/sprites-1 --out latents.png', 'traverse runs/sprites-1 --out z3.npy --along 3 --example 7'],
  act: ([target = ''], flags, around) => traversed(target, flags, around),
  words: writtenLines,
})
