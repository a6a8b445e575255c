import { describe, expect, test } from 'vitest'
import { choose } from '../../src/engines/select.js'
import { readBlob } from '../../src/explorer/blob.js'
import { machine } from '../../src/explorer/machine.js'
import { made } from '../../src/explorer/made.js'
import type { Explorer } from '../../src/explorer/model.js'
import { programsOf } from '../../src/explorer/programs.js'
import { noiseFrom } from '../../src/explorer/view/noise.js'
import { unconditional } from '../../src/models/joint/given.js'
import * as Vae from '../../src/models/vae/index.js'
import { from } from '../../src/random/key.js'
import type * as T from '../../src/tensors/index.js'
import { run } from '../support/outcome.js'
import { patterns, smallVae } from '../support/smallVae.js'

const model = smallVae
const bits = patterns(20)
const x = bits.rows(
  Uint32Array.from({ length: 20 }, (_, at) => at),
  from(1),
)
const told = {
  ...{ title: 'small', about: '', data: 'patterns', objective: 'ELBO', trained: '', picture: null, event: 6 },
  latent: programsOf(unconditional(model)).latent,
  conditions: [],
}

const parts = async () => {
  const { engine } = await run(choose('wasm'))
  const params = await run(engine.run((_: null, key) => model.init(key))(null, from(3)))
  const host = { shape: ['batch', 6], sizes: [20, 6], values: x }
  const code = await run(
    engine.run(({ own, given }: { own: never; given: T.Tensor<readonly ['batch', 6]> }) => {
      const q = Vae.encode(model)(own)(given)
      return { mean: q.mean, logVariance: q.logVariance }
    })({ own: params, given: host } as never, from(0)),
  )
  await engine.close()
  const programs = await run(programsOf(unconditional(model)).programs(params))
  return { programs, code: code as unknown as Record<'mean' | 'logVariance', { readonly values: Float32Array }> }
}

describe('an explorer', () => {
  test('holds examples, their codes, their labels and the KL of each number of the latent', async () => {
    const { programs, code } = await parts()
    const labels = Uint8Array.from({ length: 20 }, (_, at) => at % 2)
    const { header, bytes } = made({ told, programs, examples: { x, labels, classes: ['even', 'odd'] }, small: false })
    const { numbers } = readBlob<Explorer>(bytes.buffer)
    const points = header.points as NonNullable<Explorer['points']>
    expect(Array.from(numbers(points.x), (each) => each / 255)).toEqual([...x])
    expect(Array.from(numbers(points.labels as NonNullable<typeof points.labels>))).toEqual([...labels])
    for (const [at, value] of code.mean.values.entries()) expect(numbers(points.centers)[at]).toBeCloseTo(value, 5)
    const size = code.mean.values.length / 20
    // KL(N(m, v) || N(0, 1)) = (m² + v - log v - 1) / 2, a mean over the examples
    const kl = Array.from({ length: size }, (_, latent) => {
      const each = Array.from({ length: 20 }, (__, row) => {
        const [m, v] = [
          code.mean.values[row * size + latent] as number,
          code.logVariance.values[row * size + latent] as number,
        ]
        return (m * m + Math.exp(v) - v - 1) / 2
      })
      return each.reduce((sum, value) => sum + value, 0) / 20
    })
    for (const [at, value] of kl.entries()) expect(header.kl?.[at]).toBeCloseTo(value, 5)
  })

  test('takes the codes of examples from whoever knows them; a KL that is not of each number is none', async () => {
    const { programs } = await parts()
    const size = told.latent.sizes[0] ?? 0
    const centers = Array.from({ length: 20 }, (_, row) =>
      Float32Array.from({ length: size }, (__, at) => row + at / 8),
    )
    const of = (length: number) => {
      const kl = Array.from({ length: 20 }, (_, row) => Float32Array.from({ length }, (__, at) => row * (at + 1)))
      const examples = { x, labels: null, classes: [], codes: { centers, kl } }
      return made({ told, programs, examples, small: false })
    }
    const { header, bytes } = of(size)
    const held = readBlob<Explorer>(bytes.buffer).numbers((header.points as NonNullable<Explorer['points']>).centers)
    expect(Array.from(held)).toEqual(centers.flatMap((center) => [...center]))
    // the mean of 0 to 19
    expect(header.kl).toEqual(Array.from({ length: size }, (_, at) => 9.5 * (at + 1)))
    expect(of(size + 1).header.kl).toBeNull()
  })

  test('says what rounding does: int8 more than float16, and both little', async () => {
    const { programs } = await parts()
    const [half, small] = [false, true].map((each) =>
      made({ told, programs, examples: { x, labels: null, classes: [] }, small: each }),
    )
    expect(half?.header.rounding?.worst).toBeLessThan(1e-3)
    expect(small?.header.rounding?.worst).toBeLessThan(0.05)
    expect(small?.header.rounding?.worst).toBeGreaterThan(half?.header.rounding?.worst ?? 1)
  })

  test('without examples holds none of the data, and runs', async () => {
    const { programs } = await parts()
    const { header, bytes } = made({
      ...{ told, programs, small: false },
      examples: { x: new Float32Array(), labels: null, classes: [] },
    })
    expect([header.points, header.kl]).toEqual([null, null])
    const own = machine(readBlob<Explorer>(bytes.buffer))
    const judged = own.judge?.(x.subarray(0, 6), noiseFrom(1))
    expect(judged?.kl).toBeGreaterThanOrEqual(0)
    expect(own.density?.(new Float32Array(told.latent.sizes[0] ?? 0))).toBeCloseTo(
      -0.5 * (told.latent.sizes[0] ?? 0) * Math.log(2 * Math.PI),
      5,
    )
  })
})
