/**
 * Rows of a table: numbers, counts, categories and bits side by side, a product of distributions with one head a column.
 *
 * The bound is of all columns together: `log p(age, visits, ward, smoker) = Σ log p(column|z)` for each `z`.
 */

import { Data, DiagonalNormal, Elbo, type Engine, Joint, Key, Layer, Optimizer, Train, Vae } from 'shapebound'

const { bernoulliHead, categoricalHead, concat, dense, inputs, normalHead, poissonHead, sequence, tanh } = Layer

/** What the cells of each column are: `Source.fromCsv({ path, name, columns })` reads a file of them. */
export const columns = {
  age: Data.Column.real(),
  visits: Data.Column.count(),
  ward: Data.Column.category(['north', 'south', 'west']),
  smoker: Data.Column.bit({ as: ['no', 'yes'] }),
}

const encoder = sequence(
  inputs({ age: [1], visits: [1], ward: [3], smoker: [1] }),
  concat('age', 'visits', 'ward', 'smoker'),
  dense(32),
  tanh,
  normalHead(2),
)

export const model = Vae.of({
  p: Joint.of(
    Joint.variable('z', DiagonalNormal.standard(2)),
    Joint.variable('age', sequence(dense(2, 16), tanh, normalHead(1)), 'z'),
    Joint.variable('visits', sequence(dense(2, 16), tanh, poissonHead(1)), 'z'),
    Joint.variable('ward', sequence(dense(2, 16), tanh, categoricalHead(3)), 'z'),
    Joint.variable('smoker', sequence(dense(2, 16), tanh, bernoulliHead(1)), 'z'),
  ),
  q: Joint.of(
    Joint.given('age', [1]),
    Joint.given('visits', [1], 'integer'),
    Joint.given('ward', [3], 'oneHot'),
    Joint.given('smoker', [1], 'binary'),
    Joint.variable('z', encoder),
  ),
})

/** A row of each patient. */
type Patients = Data.Records<Data.ColumnFields<typeof columns>>

export const program = (data: Patients, engine: Engine.Engine, epochs = 10) =>
  Train.fit({
    model,
    objective: Elbo.elbo,
    optimizer: Optimizer.adam(),
    batch: 32,
    key: Key.from(7),
    data,
    epochs,
    engine,
  })
