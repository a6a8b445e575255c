import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { Data, DiagonalNormal, Elbo, Key, Layer, Optimizer, Train, Vae } from 'shapebound'
import { Metrics, Progress } from 'shapebound/node'
import { Report } from 'shapebound/report'
import { expectAssignable, expectType } from 'tsd'

const model = Vae.make({
  encoder: Layer.sequence(Layer.normalHead(64, 2)),
  decoder: Layer.sequence(Layer.bernoulliHead(2, 64)),
  prior: DiagonalNormal.standard(2),
})
const data = Data.sprites({ key: Key.from(1), count: 64, size: 8 }).binary
const other = Data.sprites({ key: Key.from(1), count: 64, size: 10 }).binary
const key = Key.from(1)
const fitted = { model, objective: Elbo.elbo, data, optimizer: Optimizer.adam(), epochs: 1, key } as const

// listeners are functions of events: one, or several
expectType<Train.Listener>(Progress.toTerminal())
expectType<Train.Listener>(Metrics.toFile('metrics.jsonl', { latent: 2 }))
Train.fit({ ...fitted, listen: Progress.toTerminal(process.stderr) })
Train.fit({ ...fitted, norms: true, listen: [Progress.toTerminal(), Metrics.toCsv('a'), Metrics.toTensorBoard('b')] })
Train.fit({
  ...fitted,
  listen: (event) => {
    if (event._tag === 'EpochEnded' || event._tag === 'Stepped') expectType<number>(event.epoch)
    if (event._tag === 'EpochEnded') expectType<Train.Values | null>(event.validation)
    if (event._tag === 'Stepped') expectType<readonly Train.PartNorms[] | undefined>(event.norms)
  },
})
// @ts-expect-error a listener takes events
Train.fit({ ...fitted, listen: [(event: string) => event] })

// a report is made of what training gives of the same model
declare const trained: Train.TrainResult<Train.ParamsOf<typeof model>>
const of = Report.of({ model, objective: Elbo.elbo, data, test: data, key })
expectAssignable<TaskEither<Train.TrainError, Report.Report>>(of(trained))
declare const otherTrained: Train.TrainResult<{ readonly encoder: null }>
// @ts-expect-error the parameters of another model
of(otherTrained)
// @ts-expect-error the model takes examples of [64] but the test data has [100]
Report.of({ model, objective: Elbo.elbo, data, test: other, key })
// @ts-expect-error the objective is not a term
Report.of({ model, objective: 3, data, test: data, key })
// @ts-expect-error there is no key
Report.of({ model, objective: Elbo.elbo, data, test: data })
