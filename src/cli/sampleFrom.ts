/** Where the latents of new examples are drawn from: the prior, or after training what codes the data has. */

import { Option } from 'commander'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { drawCodes, gaussianMixture } from '../evaluation/gaussianMixture.js'
import { diffusion, secondStage } from '../evaluation/samplers/index.js'
import { child, type Key, permutation } from '../random/key.js'
import type { HostRows, LookRequest, Views } from '../recipes/views.js'
import { joined } from './encode.js'
import { badInput, type CliError, toCliError } from './errors.js'
import { countOf } from './examplesOf.js'
import { count } from './folderCommand.js'
import { inTurn } from './inTurn.js'
import { type Looking, needed } from './looking.js'

/** What an engine fits to draws of the posteriors of training examples. */
const SAMPLERS = { 'second-stage': secondStage, diffusion } as const

type Fitted = keyof typeof SAMPLERS

const isFitted = (source: LatentSource): source is Fitted => Object.hasOwn(SAMPLERS, source)

/** What latents are drawn from: the prior, the posteriors of training examples, or what is fitted to draws of these. */
export type LatentSource = 'prior' | 'aggregate' | 'mixture' | Fitted

/** The flags of a source. */
export interface FromFlags {
  readonly from: LatentSource
  readonly components: number
}

/** The options of a source. */
export const fromOptions: readonly Option[] = [
  new Option(
    '--from <source>',
    'what z is drawn from: p(z), q(z|x) of training examples, or what is fitted to draws of these: a mixture of Gaussians, a second VAE or a diffusion model',
  )
    .choices(['prior', 'aggregate', 'mixture', ...Object.keys(SAMPLERS)])
    .default('prior'),
  count('components', 'how many Gaussians the mixture has', 10),
]

/** How many codes a mixture or a model is fitted to. */
const FITTED = 5000

/** Some training examples, all different where there are as many; which ones follows from the key. */
const chosenFor = (there: Looking, key: Key, asked: number): Uint32Array => {
  const all = permutation(child('examples')(key), countOf(there.experiment, 'train'))
  return Uint32Array.from({ length: asked }, (_, at) => all[at % all.length] as number)
}

/** Rows of one shape as one. */
const whole = ([first, ...others]: readonly [HostRows, ...HostRows[]]): HostRows => ({
  ...first,
  ...joined([first, ...others]),
})

/** A draw from the posterior of each of so many training examples. */
const aggregate = (there: Looking, request: LookRequest, asked: number): TE.TaskEither<CliError, HostRows> =>
  pipe(
    needed('--from', there, 'has no posterior to draw from', there.experiment.views.drawLatents),
    TE.flatMap((draw) => {
      const chosen = chosenFor(there, request.key, asked)
      return inTurn(asked, (first, size, lot) => {
        const key = child(lot)(request.key)
        const rows = there.experiment.rows('train', chosen.slice(first, first + size), child('visit')(key))
        return pipe(draw({ ...request, key: child('posterior')(key) })(rows), TE.mapLeft(toCliError))
      })
    }),
    TE.map((parts) => whole(parts as readonly [HostRows, ...HostRows[]])), // safe: at least one example is asked for
  )

/** New codes of a mixture that is fitted to some. */
const ofMixture = (codes: HostRows, components: number, key: Key, asked: number): TE.TaskEither<CliError, HostRows> => {
  const [rows = 0, ...latent] = codes.sizes
  const width = codes.values.length / rows
  if (rows < components)
    return TE.left(
      badInput(`--components: must be at most ${rows}, the number of training examples, not ${components}`),
    )
  const mixture = gaussianMixture({ components })(child('fit')(key))({ sizes: [rows, width], values: codes.values })
  const { values } = drawCodes(child('draws')(key), asked)(mixture)
  return TE.right({ ...codes, sizes: [asked, ...latent], values })
}

/** New codes of a model that is fitted to some. */
const ofModel = (
  codes: HostRows,
  source: Fitted,
  { key, engine }: LookRequest,
  asked: number,
): TE.TaskEither<CliError, HostRows> => {
  const [rows = 0, ...latent] = codes.sizes
  const width = codes.values.length / rows
  return pipe(
    SAMPLERS[source]({ key: child('fit')(key), engine })({ sizes: [rows, width], values: codes.values }),
    TE.flatMap((draw) => draw(child('draws')(key), asked)),
    TE.bimap(toCliError, ({ values }) => ({ ...codes, sizes: [asked, ...latent], values })),
  )
}

const latentsFrom = (
  there: Looking,
  request: LookRequest,
  { from, components }: FromFlags,
  asked: number,
): TE.TaskEither<CliError, HostRows> =>
  from === 'aggregate'
    ? aggregate(there, request, asked)
    : pipe(
        aggregate(there, request, Math.min(FITTED, countOf(there.experiment, 'train'))),
        TE.flatMap((codes) =>
          isFitted(from)
            ? ofModel(codes, from, { ...request, key: child(from)(request.key) }, asked)
            : ofMixture(codes, components, child('mixture')(request.key), asked),
        ),
      )

/** Latents are decoded for values of all conditions. */
const given = (there: Looking, { chosen = {} }: LookRequest): TE.TaskEither<CliError, unknown> => {
  const left = Object.keys(there.experiment.views.conditions ?? {}).filter((name) => chosen[name] === undefined)
  return left.length === 0
    ? TE.right(null)
    : TE.left(badInput(`--from: must be prior without a value of ${left.join(' and ')}: --given ${left[0]}=...`))
}

type Generate = NonNullable<Views['generate']>
type Examples = ReturnType<ReturnType<Generate>> extends TE.TaskEither<unknown, infer Found> ? Found : never

/** New examples at latents that are drawn from what the data has for codes. Errors: a `CliError` of one line. */
export const generatedFrom = (
  there: Looking,
  request: LookRequest,
  flags: FromFlags,
  asked: number,
): TE.TaskEither<CliError, Examples> =>
  pipe(
    needed('--from', there, 'draws no new examples at latents', there.experiment.views.generateAt),
    TE.tap(() => given(there, request)),
    TE.flatMap((generateAt) =>
      pipe(
        latentsFrom(there, { ...request, key: child(flags.from)(request.key) }, flags, asked),
        TE.flatMap((z) => pipe(generateAt(request)(z), TE.mapLeft(toCliError))),
      ),
    ),
  )
