import { describe, expect, it } from 'vitest'
import { bindTree, called } from '../../src/engines/names.js'
import { from } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as T from '../../src/tensors/index.js'
import type { Host } from '../../src/tensors/tree.js'
import { everyEngine, hostOf } from '../support/engine.js'
import { refusal, run } from '../support/outcome.js'

type Rows = T.Tensor<readonly ['rows', 2]>
type Labels = T.Tensor<readonly ['rows']>
type Given = { readonly x: Rows; readonly labels: Labels }
type Kept = { readonly weight: T.Tensor<readonly ['latent']> }

const { engines, absent } = await everyEngine()

const rowsOf = (count: number): Host<Rows> => hostOf(['rows', 2], [count, 2], Array(2 * count).fill(1))
const vector = <const Name extends string>(name: Name, count: number) => hostOf([name], [count], Array(count).fill(1))

const first = ({ x }: Given) => T.square(x)
const adding = ({ weight }: Kept, { by }: { readonly by: T.Tensor<readonly ['latent']> }) => ({
  state: { weight: T.same.add(by)(weight) },
  metrics: null,
})

describe('bindTree', () => {
  it('gives what the names of a tree stand for', () => {
    const bound = bindTree({ x: rowsOf(3), rest: [vector('n', 2), null] })
    if (typeof bound === 'string') throw new Error(bound)
    expect([...bound].map(([name, { size }]) => [name, size])).toEqual([
      ['rows', 3],
      ['n', 2],
    ])
  })

  it('lets the axes inside of distributions differ, and no others', () => {
    for (const inside of ['components', 'triangle'] as const)
      expect(bindTree([vector(inside, 2), vector(inside, 3)])).toBeInstanceOf(Map)
    expect(bindTree([vector('classes', 2), vector('classes', 3)])).toBe(
      'classes is 3 in 1 [classes] and 2 in 0 [classes]',
    )
  })

  it('refuses numbers that are not as many as the sizes say', () =>
    expect(bindTree({ x: hostOf(['rows', 2], [1, 2], [1, 2, 3]) })).toBe(
      'x [rows, 2] of sizes [1, 2] takes 2 numbers but is given 3',
    ))
})

describe.each(engines)('$name: indices that were written to after their check', (engine) => {
  const labels = () => {
    const made = T.decodeIndices(['rows'], 3)([0, 2])
    if (made._tag === 'Left') throw made.left
    return made.right
  }
  const hot = (given: T.Indices<readonly ['rows'], 3>) => T.oneHot(given)

  it('are refused at the call, with their place', async () => {
    const given = labels()
    expect([...(await run(engine.run(hot)(given, from(1)))).values]).toEqual([1, 0, 0, 0, 0, 1])
    given.values[1] = 3
    expect((await refusal(engine.run(hot)(given, from(1)))).message).toBe(
      'run (hot): the input [rows] takes whole numbers from 0 to 2 but is given 3 at [1]',
    )
  })
})

describe('called', () => {
  it('names the program where it has a name', () =>
    expect([called('run', first), called('run', () => null)]).toEqual(['run (first)', 'run']))
})

describe.each(engines)('$name: a name that means two numbers', (engine) => {
  it('is refused by `run`, which says where', async () => {
    const error = await refusal(engine.run(first)({ x: rowsOf(2), labels: vector('rows', 3) }, from(1)))
    expect(error).toEqual(new ShapeError('run (first): rows is 3 in labels [rows] and 2 in x [rows, 2]'))
  })

  it('is refused by `start`', async () => {
    const twice = (state: { readonly a: Labels; readonly b: Labels }) => ({ state, metrics: null })
    const error = await refusal(engine.start(twice, { a: vector('rows', 2), b: vector('rows', 3) }))
    expect(error).toEqual(new ShapeError('start (twice): rows is 3 in b [rows] and 2 in a [rows]'))
  })

  it('is refused by a step, whose inputs and state are one program; what came before it is taken', async () => {
    const running = await run(engine.start(adding, { weight: vector('latent', 2) }))
    const step = (count: number) => ({ inputs: { by: vector('latent', count) }, key: from(1) })
    const error = await refusal(running.advance([step(2), step(3), step(2)]))
    expect(error).toEqual(new ShapeError('step (adding): latent is 3 in by [latent] and 2 in weight [latent]'))
    expect([...(await run(running.snapshot)).weight.values]).toEqual([2, 2])
    expect(await refusal(running.advance([step(3)]))).toBeInstanceOf(ShapeError)
    await run(running.stop)
  })

  it('may mean another number in another call, and in another step', async () => {
    for (const count of [2, 3])
      await run(engine.run(first)({ x: rowsOf(count), labels: vector('rows', count) }, from(1)))
    const counting = (state: null, { x }: { readonly x: Rows }) => ({ state, metrics: T.sum(0, 1)(x) })
    const running = await run(engine.start(counting, null))
    const metrics = await run(running.advance([2, 3].map((count) => ({ inputs: { x: rowsOf(count) }, key: from(1) }))))
    expect(metrics.map(({ values }) => values[0])).toEqual([4, 6])
    await run(running.stop)
  })
})

for (const words of absent) it.skip(`absent here: ${words}`, () => undefined)
