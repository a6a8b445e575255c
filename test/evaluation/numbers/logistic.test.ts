import { describe, expect, it } from 'vitest'
import { accuracyOf, logistic } from '../../../src/evaluation/numbers/logistic.js'
import { make, ofRows } from '../../../src/evaluation/numbers/matrix.js'
import { from, normal } from '../../../src/random/key.js'

const noise = normal(from(4), 4000)
const around = (shift: number, rows = 1000, off = 0) =>
  make(rows, 2, (row, column) => (noise[off + 2 * row + column] as number) + (column === 0 ? (row % 2) * shift : 0))
const labels = (rows: number) => Array.from({ length: rows }, (_, row) => row % 2)

describe('logistic', () => {
  it('tells classes of which a line parts the codes, one of them of no use and one that stands still', () => {
    const rows = ofRows([
      [0, 5, 1],
      [1, 5, 0],
      [2, 5, 1],
      [10, 5, 0],
      [11, 5, 1],
      [12, 5, 0],
    ])
    expect([...logistic(rows, [0, 0, 0, 1, 1, 1], 2)(rows)]).toEqual([0, 0, 0, 1, 1, 1])
  })

  it('of two normal clouds comes to the best there is: Φ(d / 2)', () => {
    const tried = around(2, 1000, 2000)
    const found = accuracyOf(logistic(around(2), labels(1000), 2)(tried), labels(1000))
    expect(Math.abs(found - 0.8413)).toBeLessThan(4 * Math.sqrt((0.84 * 0.16) / 1000))
  })

  it('of classes that nothing tells apart says one of them', () => {
    const still = ofRows([[1], [1], [1], [1]])
    expect(accuracyOf(logistic(still, [0, 1, 2, 3], 4)(still), [0, 1, 2, 3])).toBe(0.25)
  })

  it('takes three classes that lie on a circle', () => {
    const rows = make(300, 2, (row, column) => {
      const angle = ((row % 3) * 2 * Math.PI) / 3
      return 3 * (column === 0 ? Math.cos(angle) : Math.sin(angle)) + 0.3 * (noise[2 * row + column] as number)
    })
    const own = Array.from({ length: 300 }, (_, row) => row % 3)
    expect(accuracyOf(logistic(rows, own, 3)(rows), own)).toBe(1)
  })

  it('refuses labels of other rows', () =>
    expect(() => logistic(ofRows([[1], [2]]), [0], 2)).toThrow(
      'logistic: takes as many rows of each but is given 2 and 1',
    ))
})
