import { describe, expect, it } from 'vitest'
import { folded, foldedWords, type Screen, terminal } from '../../../src/listeners/progress/terminal.js'

/** What a terminal is sent: an escape sequence of three characters, as that which erases, or a letter. */
const TOKENS = new RegExp(`${'\x1b'}..|.`, 'gsu')

/**
 * A screen of some columns that does what a terminal does: it puts letters in cells, goes back on `\r`, erases on `ESC[K`,
 * and goes on in the next line after the last column. Any other escape sequence is an error.
 */
const fakeScreen = (columns: number, isTTY = true) => {
  const rows: string[][] = [[]]
  let [row, column] = [0, 0]
  const put = (letter: string) => {
    if (column === columns) [row, column] = [row + 1, 0]
    while (rows.length <= row) rows.push([])
    const cells = rows[row] ?? []
    cells[column] = letter
    column += 1
  }
  const screen: Screen = {
    isTTY,
    columns,
    write: (text) => {
      for (const [token] of text.matchAll(TOKENS)) {
        if (token === '\r') column = 0
        else if (token === '\n') {
          ;[row, column] = [row + 1, 0]
          rows.push([])
        } else if (token === '\x1b[K') rows[row]?.splice(column)
        else if (token.startsWith('\x1b')) throw new Error(`an escape sequence: ${JSON.stringify(token)}`)
        else put(token)
      }
    },
  }
  return { screen, lines: () => rows.map((cells) => Array.from(cells, (cell) => cell ?? ' ').join('')) }
}

describe('folding', () => {
  it('leaves what has room', () =>
    expect([foldedWords(20)('epoch 1'), foldedWords(Number.POSITIVE_INFINITY)('a '.repeat(200))]).toEqual([
      ['epoch 1'],
      ['a '.repeat(200)],
    ]))

  it('goes on below what the label says', () =>
    expect(foldedWords(20)('axes    batch: a value for each')).toEqual([
      'axes    batch: a',
      '        value for',
      '        each',
    ]))

  it('indents by two where the label has more than half of the line', () =>
    expect(foldedWords(20)('test objective on them   -3.50 nats')).toEqual([
      'test objective on',
      '  them   -3.50 nats',
    ]))

  it('never cuts a piece', () =>
    expect(folded({ columns: 4, gap: ' ', indent: ' ' })(['a', 'longer', 'b'])).toEqual(['a', ' longer', ' b']))
})

describe.each([40, 80, 120])('a terminal of %i columns', (columns) => {
  const shown = (change: (on: ReturnType<typeof terminal>, tick: (by: number) => void) => void) => {
    const { screen, lines } = fakeScreen(columns)
    let time = 0
    change(
      terminal(screen, () => time, 'xterm'),
      (by) => {
        time += by
      },
    )
    return lines()
  }
  const bar = (room: number) => '#'.repeat(room)

  it('keeps every line, each in its place, with the bar below them', () =>
    expect(
      shown((on, tick) => {
        for (const line of ['first', 'second', 'third']) {
          on.show(bar)
          tick(1000)
          on.say(line)
        }
      }),
    ).toEqual(['first', 'second', 'third', '#'.repeat(columns - 3)]))

  it('has no bar after it is cleared, and nothing of it in the lines that follow', () =>
    expect(
      shown((on) => {
        on.show(bar)
        on.clear()
        on.say('result', 'x'.repeat(2 * columns))
      }),
    ).toEqual(['result', 'x'.repeat(columns), 'x'.repeat(columns), '']))

  it('draws a bar that is too long in one line, with room for ^C', () =>
    expect(shown((on) => on.show(() => '#'.repeat(500)))).toEqual(['#'.repeat(columns - 3)]))

  it('draws ten times a second, and the last state with the next line', () => {
    const drawn: string[] = []
    let time = 0
    const on = terminal({ isTTY: true, columns, write: (text) => drawn.push(text) }, () => time, 'xterm')
    for (time = 0; time < 1000; time += 1) on.show(() => `at ${time}`)
    expect(drawn).toHaveLength(10)
    on.say('line')
    expect(drawn.at(-1)).toContain('at 1000')
  })
})

describe('elsewhere', () => {
  it.each([
    ['a file', false, 'xterm'],
    ['a dumb terminal', true, 'dumb'],
  ])('%s gets the lines alone, without any escape sequence', (_, isTTY, term) => {
    const { screen, lines } = fakeScreen(80, isTTY)
    const written: string[] = []
    const on = terminal(
      {
        ...screen,
        write: (text) => {
          written.push(text)
          screen.write(text)
        },
      },
      () => 0,
      term,
    )
    on.show(() => 'bar')
    on.say('line')
    on.clear()
    expect([lines(), written.join('')]).toEqual([['line', ''], 'line\n'])
  })

  it('a terminal that does not say how wide it is has 80 columns, and a file has no end', () => {
    const columnsOf = (isTTY: boolean) => terminal({ isTTY, columns: 0, write: () => true }, () => 0, 'xterm').columns()
    expect([columnsOf(true), columnsOf(false)]).toEqual([80, Number.POSITIVE_INFINITY])
  })
})
