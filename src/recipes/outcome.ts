/** What a run gives, and what is measured and looked at of it once it is over. */

import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Engine } from '../engines/engine.js'
import type { Measurement } from '../evaluation/index.js'
import * as Elbo from '../losses/index.js'
import { child, type Key } from '../random/key.js'
import type { TrainError, TrainResult } from '../training/index.js'
import { atOnceOf, type Experiment, type Settings } from './experiment.js'
import { type LatentsSeen, latentsOf } from './seen.js'
import type { HostRows, Parameters } from './views.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Test examples, what the model makes of them, and new examples; `null` for what it cannot do. */
export interface Shown {
  readonly originals: HostRows
  readonly reconstructions: HostRows | null
  readonly samples: { readonly mean: HostRows; readonly x: HostRows } | null
}

/** What a run gives. */
export interface Outcome extends Shown {
  readonly seen: LatentsSeen
  readonly trained: TrainResult<unknown>
  readonly experiment: Experiment
  readonly settings: Settings
  /** What the recipe measures, over the whole test set. */
  readonly test: Measurement
  /** The same on what was held out of the training data; `null` where nothing was. */
  readonly validation: Measurement | null
}

/** What measuring and looking need. */
export interface Setting {
  readonly experiment: Experiment
  readonly settings: Settings
  readonly engine: Engine
  readonly key: Key
}

const ELBO = Elbo.describe(Elbo.elbo).text

/** What the test measures: of relaxed pixels, which are no data, nothing is a bound on log p(x). */
export const quantityOf = ({ experiment, test }: Pick<Outcome, 'experiment' | 'test'>): string =>
  experiment.data.support === 'relaxed'
    ? 'objective on relaxed pixels'
    : test.formula.text === ELBO
      ? 'ELBO'
      : 'objective'

/** Whether what the test measures is the ELBO: the log-likelihood less the KL. */
export const isElbo = ({ test }: Pick<Outcome, 'test'>): boolean => test.formula.text === ELBO

// -----------------------------------------------------------------------------
// afterwards
// -----------------------------------------------------------------------------

/** How many pictures a report shows of each sort. */
const SHOWN = 30

const shown =
  ({ experiment: { examples, views }, engine, key }: Setting) =>
  (params: Parameters): TE.TaskEither<TrainError, Shown> => {
    const own = child('pictures')(key)
    const originals = examples(SHOWN, child('visit')(own))
    const request = { params, engine }
    return pipe(
      TE.Do,
      TE.bind('reconstructions', () => views.reconstruct?.({ ...request, key: own })(originals) ?? TE.right(null)),
      TE.bind('samples', () => views.generate?.({ ...request, key: child('samples')(own) })(SHOWN) ?? TE.right(null)),
      TE.map((made) => ({ originals, ...made })),
    )
  }

/** What a training that is over is measured and looked at as. Errors: those of the engine, and of what a model is made of. */
export const outcomeOf =
  (setting: Setting) =>
  (trained: TrainResult<unknown>): TE.TaskEither<TrainError, Outcome> => {
    const { experiment, settings, engine, key } = setting
    const { params } = trained
    const request = { params, engine, key: child('test')(key), samples: settings.samples, batch: atOnceOf(settings) }
    return pipe(
      TE.Do,
      TE.bind('test', () => experiment.measure(request)),
      TE.bind('validation', () =>
        experiment.measureHeldOut({ ...request, ...settings, key: child('validation')(key) }),
      ),
      TE.bind('looks', (): TE.TaskEither<TrainError, Shown> => shown(setting)(params)),
      TE.bind(
        'seen',
        ({ test }): TE.TaskEither<TrainError, LatentsSeen> => latentsOf({ ...setting, measured: test })(params),
      ),
      TE.map(({ looks, ...rest }) => ({ trained, experiment, settings, ...rest, ...looks })),
    )
  }
