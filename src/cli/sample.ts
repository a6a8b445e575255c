/** `shapebound sample`: new examples of a trained model. */

import { Option } from 'commander'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { child, from } from '../random/key.js'
import type { LookRequest } from '../recipes/views.js'
import { sampleSheet } from '../reports/sheets.js'
import { type CliError, toCliError } from './errors.js'
import { count, folderCommand, type LookFlags, lookOptions } from './folderCommand.js'
import { type GivenFlag, givenOption } from './given.js'
import { type DataNeed, type Looking, looking, needed, requestOf } from './looking.js'
import { outOf, outOption, tooMany, type Written, writeMade, writtenLines } from './made.js'
import { type FromFlags, fromOptions, generatedFrom } from './sampleFrom.js'
import type { Surroundings } from './surroundings.js'

interface SampleFlags extends LookFlags, GivenFlag, FromFlags {
  readonly out: string
  readonly count: number
  readonly seed?: number
  readonly mean: boolean
}

/** New examples, at latents from what is asked for. */
const generated = (there: Looking, request: LookRequest, flags: SampleFlags) =>
  flags.from === 'prior'
    ? pipe(
        needed('sample', there, 'draws no new examples', there.experiment.views.generate),
        TE.flatMap((generate) => pipe(generate(request)(flags.count), TE.mapLeft(toCliError))),
      )
    : generatedFrom(there, request, flags, flags.count)

const needsOf = ({ from }: SampleFlags, kind: string): DataNeed =>
  from === 'prior' ? (kind === '.png' ? 'picture' : 'nothing') : 'examples'

const sampled = (target: string, flags: SampleFlags, around: Surroundings): TE.TaskEither<CliError, Written> =>
  pipe(
    outOf(flags.out),
    TE.tap((out) => tooMany(out, flags.count)),
    TE.flatMap((out) =>
      looking({ command: 'sample', target, flags, needs: needsOf(flags, out.kind) }, around, (there) => {
        const { data } = there.experiment
        const request = requestOf(there)
        const key = flags.seed === undefined ? request.key : from(flags.seed)
        return pipe(
          generated(there, { ...request, key: child('samples')(key) }, flags),
          TE.flatMap(({ mean, x }) => {
            const { picture } = data
            const samples = { means: mean.values, draws: flags.mean ? null : x.values }
            const png = picture && (() => sampleSheet({ picture, reconstructions: null, samples })?.png)
            return writeMade(out, `an example of ${data.name}`)({ ...(flags.mean ? mean : x), column: 'x', png })
          }),
        )
      }),
    ),
  )

/** The command. */
export const sampleCommand = folderCommand<SampleFlags, Written>({
  name: 'sample',
  about: 'draw new examples from a trained model: on a picture, their means above them',
  takes: '<dir>',
  options: [
    outOption(),
    count('count', 'how many', 30),
    count('seed', 'random seed (default: that of the run)', undefined, [0, Number.MAX_SAFE_INTEGER]),
    new Option('--mean', 'the means of p(x|z) in place of draws from it').default(false),
    ...fromOptions,
    givenOption('each in turn'),
    ...lookOptions,
  ],
  examples: [
    'sample runs/sprites-1 --out samples.png',
    'sample runs/sprites-1 --out samples.npy --count 1000 --seed 3',
    'sample runs/sprites-1 --out samples.png --from mixture --components 20',
    'sample runs/mnist-1 --out threes.png --given label=3   of a run by conditional-vae',
  ],
  act: ([target = ''], flags, around) => sampled(target, flags, around),
  words: writtenLines,
})
