import type * as TE from 'fp-ts/lib/TaskEither.js'
import { Data, Engine, Key, type Train } from 'shapebound'
import { describe, expect, test } from 'vitest'
import * as conditional from '../../examples/conditional.js'
import * as conditionalIndex from '../../examples/conditional-index.js'
import * as plain from '../../examples/joint-plain.js'
import * as ladder from '../../examples/ladder.js'
import * as tabular from '../../examples/tabular.js'
import * as layers from '../../examples/two-layers.js'
import * as vrnn from '../../examples/vrnn.js'

// the examples of joint distributions: each learns, and along the same curve on every engine, compiled or not

const { binary, factors } = Data.sprites({ key: Key.from(1), count: 128, size: 16 })
const labelled = Data.records('sprites', { x: binary, label: Data.classes(3, factors.shape.values) })
const indexed = Data.records('sprites', { x: binary, label: Data.indices(3, factors.shape.values) })
const { binary: still } = Data.sprites({ key: Key.from(1), count: 128, size: 8 })
const frames = Data.records('frames', { x1: still, x2: still, x3: still, x4: still })
const EPOCHS = 3

/** Patients of two kinds, which differ in every column. */
const patients = Array.from({ length: 128 }, (_, row) =>
  row % 2 === 0 ? ['1.5', `${row % 3}`, 'north', 'no'] : ['-1.5', `${5 + (row % 3)}`, 'west', 'yes'],
)
const table = Data.fromTable('patients', tabular.columns)({ file: 'patients', header: null, rows: patients })
if (table._tag === 'Left') throw table.left
const rows = table.right

const chosen = await Promise.all(
  Engine.ENGINES.filter((name) => name !== 'onnxruntime-web' && name !== 'webgpu').map((name) => Engine.choose(name)()),
)
const engines = chosen.flatMap((each) => (each._tag === 'Right' ? [each.right.engine] : []))

/** The objective of each epoch. */
const curveOf = async <Params>(
  program: TE.TaskEither<{ readonly message: string }, Train.TrainResult<Params>>,
): Promise<readonly number[]> => {
  const trained = await program()
  if (trained._tag === 'Left') throw new Error(trained.left.message)
  return trained.right.history.map(({ training }) => training.objective)
}

const programs = [
  ['joint-plain', (engine: Engine.Engine) => curveOf(plain.program(binary, engine, EPOCHS))],
  ['conditional', (engine: Engine.Engine) => curveOf(conditional.program(labelled, engine, EPOCHS))],
  [
    'conditional, by importance',
    (engine: Engine.Engine) => curveOf(conditional.byImportance(labelled, engine, EPOCHS)),
  ],
  ['conditional-index', (engine: Engine.Engine) => curveOf(conditionalIndex.program(indexed, engine, EPOCHS))],
  ['two-layers, bottom-up', (engine: Engine.Engine) => curveOf(layers.ofBottomUp(binary, engine, EPOCHS))],
  ['two-layers, top-down', (engine: Engine.Engine) => curveOf(layers.ofTopDown(binary, engine, EPOCHS))],
  ['tabular', (engine: Engine.Engine) => curveOf(tabular.program(rows, engine, EPOCHS))],
  ['vrnn', (engine: Engine.Engine) => curveOf(vrnn.program(frames, engine, EPOCHS))],
  ['ladder', (engine: Engine.Engine) => curveOf(ladder.program(binary, engine, EPOCHS))],
] as const

describe('examples of joint distributions', () => {
  test.each(programs)('%s learns, along one curve on every engine', async (_, program) => {
    const curves = await Promise.all(engines.map(program))
    expect(curves.length).toBeGreaterThan(1)
    for (const curve of curves) {
      expect(curve).toHaveLength(EPOCHS)
      expect(curve.at(-1)).toBeGreaterThan((curve[0] ?? 0) + 1)
      for (const [epoch, value] of curve.entries()) expect(value).toBeCloseTo(curves[0]?.[epoch] ?? Number.NaN, 2)
    }
  })
})
