import * as TE from 'fp-ts/lib/TaskEither.js'
import { expect, it } from 'vitest'
import type { Engine } from '../../../src/engines/index.js'
import type { CodeRows } from '../../../src/evaluation/gaussianMixture.js'
import { fittedCodes, samplerOf } from '../../../src/evaluation/samplers/codes.js'
import { from } from '../../../src/random/key.js'
import { expectNear } from '../../support/near.js'
import { refusal, run } from '../../support/outcome.js'

const codes = { sizes: [3, 2] as const, values: Float32Array.of(1, 5, 2, 5, 3, 5) }

it('has codes with the mean 0 and the deviation 1, and puts numbers back', () => {
  const { data, back, width, hidden, epochs, batch } = fittedCodes(codes, {})
  const rows = data.rows(Uint32Array.of(0, 1, 2), from(1))
  expectNear(rows, [-Math.sqrt(1.5), 0, 0, 0, Math.sqrt(1.5), 0])
  expectNear(back(rows), codes.values)
  expect([width, hidden, epochs, batch]).toEqual([{ dim: 'codes', size: 2 }, { dim: 'hidden', size: 128 }, 100, 3])
})

// only its name is read
const engine = { name: 'none' } as Engine

/** A sampler that draws zeros: the mean of the codes. */
const zeros = (given: CodeRows, hidden = 8) =>
  samplerOf(
    { key: from(1), engine, hidden },
    given,
  )(({ width: { size } }) => TE.right((_, count) => TE.right({ values: new Float32Array(count * size) })))

it('puts back what is drawn', async () => {
  const { sizes, values } = await run((await run(zeros(codes)))(from(1), 2))
  expect([sizes, [...values]]).toEqual([
    [2, 2],
    [2, 5, 2, 5],
  ])
})

it('refuses as an effect, in words, what is no code and what is no number of anything', async () => {
  const whole = 'must be a positive whole number, not'
  const refused = async (given: CodeRows, hidden?: number) => {
    const { _tag, message } = await refusal(zeros(given, hidden))
    return `${_tag}: ${message}`
  }
  expect(await refused({ sizes: [2, 2], values: [1, 2, Number.NaN, 4] })).toBe(
    'BadData: codes: row 1, column 0 must be a finite number, not NaN',
  )
  expect(await refused({ sizes: [3, 2], values: [1, 2, 3, 4] })).toBe(
    'BadData: a sampler of codes: the numbers must be 6, not 4',
  )
  expect(await refused({ sizes: [0, 2], values: [] })).toBe(`ShapeError: a sampler of codes: the codes ${whole} 0`)
  expect(await refused({ sizes: [2, 0], values: [] })).toBe(
    `ShapeError: a sampler of codes: the numbers of a code ${whole} 0`,
  )
  expect(await refused(codes, 1.5)).toBe(`ShapeError: a sampler of codes: the units ${whole} 1.5`)
  const draw = await run(zeros(codes))
  expect(await refusal(draw(from(1), 0))).toMatchObject({
    ...{ _tag: 'ShapeError', message: `a sampler of codes: the draws ${whole} 0` },
  })
})
