import { describe, expect, it } from 'vitest'
import { structureOf, treeOf } from '../../src/checkpoints/structure.js'
import { hostLeaves } from '../../src/tensors/tree.js'

const leaf = (shape: readonly (number | string)[], sizes: readonly number[], values: readonly number[]) => ({
  shape,
  sizes,
  values: Float32Array.from(values),
})
const tree = [{ weight: leaf(['n', 2], [1, 2], [1, 2]), none: null, 'a.b': [] }, leaf([], [], [7])]
const tensors = hostLeaves({ moments: tree }).map(({ path, value }) => ({ name: path, ...value }))

describe('structureOf and treeOf', () => {
  it('are inverse, through JSON', () => {
    const structure = structureOf(tree)
    expect(structure).toEqual([{ weight: '["n",2]', none: null, 'a.b': [] }, '[]'])
    expect(treeOf('moments', JSON.parse(JSON.stringify(structure)), tensors)).toEqual({ _tag: 'Right', right: tree })
  })

  it.each([
    [{ weight: '[2]' }, 'has no moments.weight, which its structure has'],
    [[{ weight: '["n",3]' }], 'has moments.0.weight of sizes [1,2], of which its structure says "[\\"n\\",3]"'],
    [[{ weight: '[2]' }], 'has moments.0.weight of sizes [1,2], of which its structure says "[2]"'],
    [[{ weight: 'x' }], 'has moments.0.weight of sizes [1,2], of which its structure says x'],
    [[3], 'has a structure with 3, which is no tensor'],
    [undefined, 'has a structure with undefined, which is no tensor'],
  ])('say what is wrong with %j', (structure, left) =>
    expect(treeOf('moments', structure, tensors)).toEqual({ _tag: 'Left', left }),
  )
})
