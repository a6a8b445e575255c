import { Data } from 'shapebound'
import { expectType } from 'tsd'

const columns = {
  kind: Data.Column.category(['cat', 'dog', 'bird']),
  age: Data.Column.real({ missing: ['', 'NA'] }),
  litters: Data.Column.count(),
  indoors: Data.Column.bit({ as: ['no', 'yes'] }),
}

// each column is a field of its own distribution, and with missing values of some examples alone
const table = { file: 'pets', header: null, rows: [] }
const found = Data.fromTable('pets', columns)(table)
if (found._tag === 'Right') {
  const { kind, age, litters, indoors } = found.right.fields
  expectType<Data.Dataset<readonly [3], 'oneHot'>>(kind)
  expectType<Data.PartialDataset<readonly [1], 'real'>>(age)
  expectType<Data.Dataset<readonly [1], 'integer'>>(litters)
  expectType<Data.Dataset<readonly [1], 'binary'>>(indoors)
  // @ts-expect-error a column that is not asked for
  found.right.fields.name
}

// @ts-expect-error not a column
Data.fromTable('pets', { kind: 'category' })
// @ts-expect-error a category without levels
Data.Column.category([])
