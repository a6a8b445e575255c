/** Rows of a table that nobody has measured: numbers, counts, categories and bits that depend on one another. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as Column from '../../data/columns.js'
import type { Records } from '../../data/records.js'
import { fromTable } from '../../data/table.js'
import { streamOf } from '../../random/key.js'
import type { Halves } from '../pixels.js'
import type { RecipeData } from '../recipe.js'
import { drawing } from './drawn.js'

const WARDS = ['north', 'south', 'west'] as const

/** What the cells of each column are: an age in decades from 50. */
const columns = {
  age: Column.real(),
  visits: Column.count(),
  ward: Column.category(WARDS),
  smoker: Column.bit({ as: ['no', 'yes'] }),
}

/** A row of each patient. */
export type Patients = Records<Column.ColumnFields<typeof columns>>

/** One patient, of four numbers from 0 to 1: the old come oftener, and most who smoke lie in the south. */
const patientOf = (draws: ArrayLike<number>): readonly string[] => {
  const [first, second, third, fourth] = Array.from(draws) as [number, number, number, number] // safe: four are drawn
  const age = 4 * first - 2
  const visits = Math.floor((1 + first * first * 8) * second)
  const smoker = third < 0.4
  return [
    age.toFixed(2),
    `${visits}`,
    WARDS[Math.floor(smoker ? 1 + 0.5 * fourth : 3 * fourth)] as string,
    smoker ? 'yes' : 'no',
  ]
}

const drawn = drawing((key, count) => {
  const uniform = streamOf('uniform')(key)
  const rows = Array.from({ length: count }, (_, row) => patientOf(uniform(4, 0, row)))
  return fromTable('patients', columns)({ file: 'patients', header: null, rows })
})

const both = ({ train, test }: ReturnType<typeof drawn.by>) => pipe(E.Do, E.apS('train', train), E.apS('test', test))

/** The data of a recipe of tables. */
export const patients: RecipeData<Halves<Patients>> = {
  names: ['patients'],
  load: ({ key }) => TE.fromEither(both(drawn.by(key))),
  shape: () => pipe(both(drawn.one()), O.fromEither, O.toNullable),
}
