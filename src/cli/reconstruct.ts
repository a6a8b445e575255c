/** `shapebound reconstruct`: what a trained model makes of examples. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { reconstructionSheet } from '../reports/sheets.js'
import { type CliError, toCliError } from './errors.js'
import { examplesFrom, type HalfFlag, halfOption } from './examplesOf.js'
import { count, folderCommand, type LookFlags, lookOptions } from './folderCommand.js'
import { type GivenFlag, givenOption, OWN } from './given.js'
import { looking, needed, requestOf } from './looking.js'
import { outOf, outOption, tooMany, type Written, writeMade, writtenLines } from './made.js'
import type { Surroundings } from './surroundings.js'

interface ReconstructFlags extends LookFlags, HalfFlag, GivenFlag {
  readonly out: string
  readonly count: number
}

const made = (target: string, flags: ReconstructFlags, around: Surroundings): TE.TaskEither<CliError, Written> =>
  pipe(
    outOf(flags.out),
    TE.tap((out) => tooMany(out, flags.count)),
    TE.flatMap((out) =>
      looking({ command: 'reconstruct', target, flags, needs: 'examples' }, around, (there) => {
        const { views, data } = there.experiment
        const originals = examplesFrom(there, flags.data, 0, flags.count)
        return pipe(
          needed('reconstruct', there, 'makes no reconstructions', views.reconstruct),
          TE.flatMap((reconstruct) => pipe(reconstruct(requestOf(there))(originals), TE.mapLeft(toCliError))),
          TE.flatMap((found) => {
            const { picture } = data
            const reconstructions = { originals: originals.values, reconstructions: found.values }
            const png = picture && (() => reconstructionSheet({ picture, samples: null, reconstructions })?.png)
            return writeMade(out, `an example of ${data.name}`)({ ...found, column: 'x', png })
          }),
        )
      }),
    ),
  )

/** The command. */
export const reconstructCommand = folderCommand<ReconstructFlags, Written>({
  name: 'reconstruct',
  about: 'show what a trained model makes of examples: on a picture, below each original',
  takes: '<dir>',
  options: [outOption(), count('count', 'how many, the first', 30), halfOption, givenOption(OWN), ...lookOptions],
  examples: [
    'reconstruct runs/sprites-1 --out reconstructions.png',
    'reconstruct runs/sprites-1 --out x.npy --data train',
  ],
  act: ([target = ''], flags, around) => made(target, flags, around),
  words: writtenLines,
})
