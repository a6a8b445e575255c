import { describe, expect, it } from 'vitest'
import { blank } from '../../src/export/blank.js'
import { from, type Key } from '../../src/random/key.js'
import * as T from '../../src/tensors/index.js'
import { elements } from '../../src/tensors/tensor.js'
import { onCpu, scoped, tensorsAlive } from '../support/engine.js'
import { refusal, run } from '../support/outcome.js'
import { PARAMETERS, smallVae } from '../support/smallVae.js'

onCpu()

describe('blank', () => {
  it('has the paths, the shapes and the sizes of the parameters, and no numbers', async () => {
    const leaves = T.Tree.hostLeaves(await run(blank(smallVae.init)))
    const wanted = scoped(() =>
      T.Tree.leaves(smallVae.init(from(1))).map(({ path, value: { shape, sizes } }) => [path, shape, sizes]),
    )
    expect(leaves.map(({ path, value: { shape, sizes } }) => [path, shape, sizes])).toEqual(wanted)
    expect(leaves.reduce((sum, { value }) => sum + elements(value.sizes), 0)).toBe(PARAMETERS)
    expect(leaves.every(({ value }) => value.values.length === 0)).toBe(true)
  })

  it('leaves no tensor', async () => {
    const before = tensorsAlive()
    await run(blank(smallVae.init))
    expect(tensorsAlive()).toBe(before)
  })

  it('refuses what cannot be traced', async () => {
    const closed = T.scalar(1)
    const init = (_key: Key) => ({ twice: T.mulScalar(2)(closed) })
    expect(await refusal(blank(init))).toMatchObject({
      _tag: 'ExportRefused',
      message: expect.stringContaining('export: trace (init): '),
    })
  })
})
