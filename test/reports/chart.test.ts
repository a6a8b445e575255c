import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { type Chart, chartFailed, svg } from '../../src/reports/chart.js'
import { point, type Series } from '../../src/reports/series.js'
import { rightOf } from './runs.js'
import { elementsOf, textOf } from './xml.js'

const training: Series = { role: 'training', points: [1, 2, 3, 4].map((x) => point(x, x * x)) }
const validation: Series = { role: 'validation', points: [2, 4].map((x) => point(x, x)) }
const chart: Chart = {
  id: 'some',
  title: 'KL <of> q & p',
  xTitle: 'step',
  yTitle: 'nats per example',
  series: [training, validation],
  x: [1, 4],
  y: [0, 16],
  ticks: null,
  dots: ['validation'],
  band: 'range',
  names: { training: 'seen', validation: 'held out' },
}

const drawn = async (changes: Partial<Chart> = {}) => rightOf(await svg({ ...chart, ...changes })())

/** What is inside the group of marks of a name. */
const group = (text: string, name: string): string =>
  new RegExp(`<g class="mark-\\w+ role-mark ${name}"[^>]*>(.*?)</g>`, 's').exec(text)?.[1] ?? ''

const pathsOf = (text: string, name: string) => [...group(text, name).matchAll(/ d="([^"]*)"/g)].map(([, d = '']) => d)

describe('svg', () => {
  it('is well-formed XML with the words of the chart', async () => {
    const text = await drawn()
    expect(elementsOf(text)[0]).toMatchObject({ name: 'svg', attributes: { xmlns: 'http://www.w3.org/2000/svg' } })
    const words = textOf(text)
    for (const each of ['KL <of> q & p', 'step', 'nats per example', 'seen', 'held out', 'range'])
      expect(words).toContain(each)
  })

  it('has one path for each line, of as many points', async () => {
    const text = await drawn()
    const [first, ...others] = pathsOf(text, 'line-training')
    expect(others).toEqual([])
    expect(first?.match(/[ML]/g)).toEqual(['M', 'L', 'L', 'L'])
    expect(pathsOf(text, 'line-validation').map((d) => d.match(/[ML]/g)?.length)).toEqual([2])
  })

  it('draws the points where they are', async () => {
    const [d = ''] = pathsOf(await drawn(), 'line-training')
    const [x1 = 0, y1 = 0, , , , , x4 = 0, y4 = 0] = [...d.matchAll(/-?[\d.]+/g)].map(Number)
    // 372 x 210, with 8 pixels of padding at both ends of x; y grows downwards
    expect([x1, x4]).toEqual([8, 364])
    expect([y1, y4]).toEqual([210 - 210 / 16, 0])
  })

  it('marks the points that it is asked to', async () => {
    const text = await drawn()
    expect(pathsOf(text, 'dots-training').length).toBe(0)
    expect(pathsOf(text, 'dots-validation').length).toBe(2)
    expect(pathsOf(await drawn({ dots: ['training'] }), 'dots-training').length).toBe(4)
  })

  it('draws the range only where it has a name', async () => {
    const areas = (text: string) => [...text.matchAll(/class="mark-area/g)].length
    expect(areas(await drawn())).toBe(1)
    const text = await drawn({ band: null })
    expect(areas(text)).toBe(0)
    expect(textOf(text)).not.toContain('range')
  })

  it('is the same each time, and its names are its own', async () => {
    const [first, again, other] = [await drawn(), await drawn(), await drawn({ id: 'other' })]
    expect(again).toBe(first)
    const ids = (text: string) => [...text.matchAll(/\bid="([^"]*)"/g)].map(([, id]) => id)
    expect(ids(first).length).toBeGreaterThan(0)
    expect(ids(other).some((id) => ids(first).includes(id))).toBe(false)
    for (const [, used] of first.matchAll(/url\(#([^)]*)\)/g)) expect(ids(first)).toContain(used)
  })

  it('shortens a title that does not fit', async () => {
    const words = textOf(await drawn({ title: 'long '.repeat(30) }))
    expect(words).toContain('…')
    expect(words).not.toContain('long '.repeat(10))
  })

  it('keeps the words of the legend apart', async () => {
    const text = await drawn({ names: { training: 'training, mean of 58', validation: 'validation' } })
    const starts = ['training, mean of 58', 'validation', 'range'].map((words) =>
      Number(new RegExp(`translate\\(([\\d.]+),[-\\d.]+\\)"[^>]*>${words}<`).exec(text)?.[1]),
    )
    const [first = 0, second = 0, third = 0] = starts
    // 12 px type: no letter of a sans serif is wider than 0.6 em on average; the line before the words takes 30 px
    expect(second - first).toBeGreaterThan(20 * 7.2 * 0.9 + 30)
    expect(third - second).toBeGreaterThan(10 * 7.2 * 0.9 + 30)
  })

  it('says that Vega is missing where Node finds none', () => {
    const program =
      "await import('vega').catch(({ code, message }) => process.stdout.write(JSON.stringify({ code, message })))"
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: tmpdir() })
    const { code, message } = JSON.parse(said.toString())
    expect(chartFailed('epoch-kl', Object.assign(new Error(message), { code })).message).toBe(
      'chart: needs Vega to draw epoch-kl, and it is not installed: npm install vega',
    )
  })

  it('says what could not be drawn', () => {
    expect(chartFailed('epoch-kl', new Error('no scale'))).toMatchObject({
      _tag: 'ChartFailed',
      message: 'chart: needs to draw epoch-kl but Vega says: no scale',
    })
  })
})
