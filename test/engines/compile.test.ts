import { pipe } from 'fp-ts/lib/function.js'
import { describe, expect, it } from 'vitest'
import { compile } from '../../src/engines/compile.js'
import * as Random from '../../src/random/draw.js'
import { from, type Key, normal } from '../../src/random/key.js'
import { ShapeError } from '../../src/shapes/defect.js'
import * as Dim from '../../src/shapes/named.js'
import { host } from '../../src/tensors/create.js'
import * as T from '../../src/tensors/index.js'
import { everyEngine, hostOf } from '../support/engine.js'
import { refusal, right, run } from '../support/outcome.js'

type Rows = T.Tensor<readonly ['rows', 2]>
type Labels = T.Tensor<readonly ['rows']>
type Picked = T.Indices<readonly ['rows'], 'words'>
type Words = T.Tensor<readonly ['words', 1]>
type Given = { readonly x: Rows; readonly rest: readonly [Labels, null] }

const { engines, absent } = await everyEngine()

const rowsOf = (...values: readonly number[]) =>
  host(['rows', 2], { rows: values.length / 2 }, Float32Array.from(values))
const labelsOf = (...values: readonly number[]) => host(['rows'], { rows: values.length }, Float32Array.from(values))

const noted = ({ x, rest: [labels] }: Given, key: Key) => {
  const { value, gradient } = T.valueAndGradient((at: Rows) => [
    pipe(at, T.square, T.sum(1), T.same.mul(labels), T.sum(0)),
    null,
  ])(x)
  return { value, gradient: [gradient], noise: Random.normal(key)(labels), nothing: null }
}

describe.each(engines)('$name: compile', (engine) => {
  const program = compile(engine)(noted)

  it('gives a tree of what the function gives, with gradients and noise inside', async () => {
    const output = await run(program({ x: rowsOf(1, 2, 3, 4), rest: [labelsOf(1, -1), null] }, from(3)))
    expect(output).toEqual({
      value: host([], {}, Float32Array.of(5 - 25)),
      gradient: [rowsOf(2, 4, -6, -8)],
      noise: host(['rows'], { rows: 2 }, normal(from(3), 2)),
      nothing: null,
    })
  })

  it('takes other sizes for the names', async () => {
    for (const count of [3, 1, 3]) {
      const ones = Array.from({ length: count }, () => 1)
      const output = await run(program({ x: rowsOf(...ones, ...ones), rest: [labelsOf(...ones), null] }, from(count)))
      expect([...output.value.values]).toEqual([2 * count])
      expect(output.noise).toEqual(host(['rows'], { rows: count }, normal(from(count), count)))
    }
  })

  it('refuses a name that means two numbers in one call, and says where', async () => {
    const error = await refusal(program({ x: rowsOf(1, 2, 3, 4), rest: [labelsOf(1, 2, 3), null] }, from(3)))
    expect(error).toBeInstanceOf(ShapeError)
    expect(error.message).toBe('compile (noted): rows is 3 in rest.0 [rows] and 2 in x [rows, 2]')
    // a function without a name, and inputs that are one tensor
    const square = compile(engine)((x: T.Tensor<readonly ['n', 'n']>) => T.square(x))
    const oblong = hostOf(['n', 'n'], [2, 3], [1, 2, 3, 4, 5, 6])
    expect((await refusal(square(oblong, from(3)))).message).toBe(
      'compile: n is 3 in the input [n, n] and 2 in the input [n, n]',
    )
  })

  it('refuses what a cast let through', async () => {
    const wrong = (x: unknown) =>
      refusal(program({ x: x as T.HostTensor<readonly ['rows', 2]>, rest: [labelsOf(1), null] }, from(3)))
    expect((await wrong(hostOf(['rows', 2], [1, 3], [1, 2, 3]))).message).toBe(
      'compile (noted): x [rows, 2] has the sizes [1, 3]',
    )
    expect((await wrong(hostOf(['rows', 2], [1], [1]))).message).toBe('compile (noted): x [rows, 2] has the sizes [1]')
    expect((await wrong(hostOf(['rows', 2], [1, 2], [1, 2, 3]))).message).toBe(
      'compile (noted): x [rows, 2] of sizes [1, 2] takes 2 numbers but is given 3',
    )
  })

  it('takes and gives indices, and traces again where they are below another number', async () => {
    const words = (size: number, ...values: readonly number[]) =>
      right(T.decodeIndices(['rows'], Dim.named('words', size))(values))
    const hot = compile(engine)(({ x, picked }: { readonly x: Rows; readonly picked: Picked }) => ({
      hot: T.oneHot(picked),
      best: pipe(x, T.argMax(1)),
      picked,
    }))
    const first = await run(hot({ x: rowsOf(1, 2, 4, 3), picked: words(3, 2, 0) }, from(3)))
    expect(first).toEqual({
      hot: hostOf(['rows', 'words'], [2, 3], [0, 0, 1, 1, 0, 0]),
      best: right(T.decodeIndices(['rows'], 2)([1, 0])),
      picked: words(3, 2, 0),
    })
    const second = await run(hot({ x: rowsOf(1, 2, 4, 3), picked: words(2, 1, 0) }, from(3)))
    expect(second.hot).toEqual(hostOf(['rows', 'words'], [2, 2], [0, 1, 1, 0]))
  })

  it('refuses indices that were written to, and a name that means two numbers by what they are below', async () => {
    const table = (size: number) => host(['words', 1], { words: size }, new Float32Array(size))
    const picking = compile(engine)(({ table, picked }: { readonly table: Words; readonly picked: Picked }) =>
      pipe(picked, T.embedding(table)),
    )
    const picked = right(T.decodeIndices(['rows'], Dim.named('words', 3))([0, 2]))
    expect((await refusal(picking({ table: table(2), picked }, from(3)))).message).toBe(
      'compile: words is 3 in the limit of picked [rows] and 2 in table [words, 1]',
    )
    picked.values[1] = 3
    expect((await refusal(picking({ table: table(3), picked }, from(3)))).message).toBe(
      'compile: picked [rows] takes whole numbers from 0 to 2 but is given 3 at [1]',
    )
  })

  it('does nothing before it is run', async () => {
    let times = 0
    const counted = compile(engine)((x: Labels) => {
      times += 1
      return T.negate(x)
    })
    const effect = counted(labelsOf(1), from(1))
    expect(times).toBe(0)
    await run(effect)
    expect(times).toBe(1)
  })
})

for (const words of absent) it.skip(`absent here: ${words}`, () => undefined)
