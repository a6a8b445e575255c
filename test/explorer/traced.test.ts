import { expect, test } from 'vitest'
import { traced } from '../../src/explorer/traced.js'
import { named } from '../../src/shapes/named.js'
import * as T from '../../src/tensors/index.js'
import { refusal, run } from '../support/outcome.js'

const event = [named('latent', 2)]

test('each program is traced for one row, and takes what it says', async () => {
  const [decode] = await run(
    traced({ decode: { of: { z: event }, run: (_, { z }) => ({ mean: T.mulScalar(2)(z as never) }) } })({}),
  )
  expect(decode?.name).toBe('decode')
  expect(decode?.graph.inputs.map(({ name, value }) => [name, value.shape])).toEqual([['z', [1, 2]]])
  expect(decode?.graph.outputs.map(({ name }) => name)).toEqual(['mean'])
})

test('what cannot be traced says so', async () => {
  const fails = traced({ decode: { of: { z: event }, run: () => ({}) } })({})
  expect((await refusal(fails)).message).toContain('gives no tensor')
})
