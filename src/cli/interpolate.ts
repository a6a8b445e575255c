/** `shapebound interpolate`: what lies between two examples. */

import { Option } from 'commander'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Way } from '../models/vae/between.js'
import { type CliError, toCliError } from './errors.js'
import { exampleAt, type HalfFlag, halfOption } from './examplesOf.js'
import { count, folderCommand, type LookFlags, lookOptions } from './folderCommand.js'
import { type GivenFlag, givenOption, OWN } from './given.js'
import { type Looking, looking, needed, requestOf } from './looking.js'
import { type Made, outOf, outOption, type Written, writeMade, writtenLines } from './made.js'
import type { Surroundings } from './surroundings.js'
import { waysMade } from './ways.js'

interface InterpolateFlags extends LookFlags, HalfFlag, GivenFlag {
  readonly out: string
  readonly from: number
  readonly to: number
  readonly steps: number
  readonly way: Way
}

const between = (there: Looking, flags: InterpolateFlags): TE.TaskEither<CliError, Made> =>
  pipe(
    TE.Do,
    TE.bind('interpolate', () =>
      needed(
        'interpolate',
        there,
        'has no latents with numbers between two others',
        there.experiment.views.interpolate,
      ),
    ),
    TE.bind('first', () => exampleAt(there, flags.data, 'from', flags.from)),
    TE.bind('last', () => exampleAt(there, flags.data, 'to', flags.to)),
    TE.flatMap(({ interpolate, first, last }) =>
      pipe(
        interpolate({ steps: flags.steps, way: flags.way })(requestOf(there))({ first, last }),
        TE.mapLeft(toCliError),
      ),
    ),
    TE.map((line) => waysMade(there.experiment, flags.steps, [line])),
  )

const interpolated = (
  target: string,
  flags: InterpolateFlags,
  around: Surroundings,
): TE.TaskEither<CliError, Written> =>
  pipe(
    outOf(flags.out),
    TE.flatMap((out) =>
      looking({ command: 'interpolate', target, flags, needs: 'examples' }, around, (there) =>
        pipe(between(there, flags), TE.flatMap(writeMade(out, `an example of ${there.experiment.data.name}`))),
      ),
    ),
  )

/** The command. */
export const interpolateCommand = folderCommand<InterpolateFlags, Written>({
  name: 'interpolate',
  about: 'show the way from one example to another through the latents',
  takes: '<dir>',
  options: [
    outOption(),
    count('from', 'the example where it begins, from 0', 0, [0]),
    count('to', 'the example where it ends', 1, [0]),
    count('steps', 'how many examples, both ends among them', 10, [2, 1000]),
    new Option('--way <way>', 'straight, or along the arc between two latents')
      .choices(['straight', 'spherical'])
      .default('straight'),
    halfOption,
    givenOption(OWN),
    ...lookOptions,
  ],
  examples: [
    'interpolate runs/sprites-1 --out between.png --from 3 --to 8',
    'interpolate runs/sprites-1 --out between.npy --way spherical',
  ],
  act: ([target = ''], flags, around) => interpolated(target, flags, around),
  words: writtenLines,
})
