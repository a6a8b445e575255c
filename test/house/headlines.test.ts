import { describe, expect, test } from 'vitest'
import { errorsIn, verdict, wantedIn } from '../../scripts/headlines.mjs'
import { filesUnder, textOf } from './sources.js'

// the check of headlines can fail: scripts/headlines.mjs runs it on every compiler

const SOURCE = [
  'dense(0, 4) //! the input size is 0 <- 0, 4',
  'pipe(a, minus(b)) //!~ different axes <- minus(b)',
  'dense(3, 4)',
].join('\n')
const [direct, piped] = wantedIn(SOURCE)

const error = (line: number, column: number, ...message: readonly string[]) => ({
  file: 'x.ts',
  line,
  column,
  code: 2345,
  message,
})

describe('what is wanted', () => {
  test('is read from the ends of lines', () => {
    expect(direct).toEqual({
      line: 1,
      last: false,
      words: 'the input size is 0',
      culprit: '0, 4',
      code: 'dense(0, 4) ',
    })
    expect(piped).toMatchObject({ line: 2, last: true, words: 'different axes', culprit: 'minus(b)' })
    expect(wantedIn(SOURCE)).toHaveLength(2)
  })

  test('is enough', () => {
    const files = filesUnder('type-tests/headlines', '.ts')
    const all = files.flatMap((file) => wantedIn(textOf(`type-tests/headlines/${file}`)))
    expect(all.length).toBeGreaterThanOrEqual(180)
    expect(all.filter(({ culprit }) => culprit === undefined)).toEqual([])
  })
})

describe('what a compiler says', () => {
  test('is read from its output', () =>
    expect(errorsIn('x.ts(1,7): error TS2345: first\n  middle\n    last\ny.ts(22,3): error TS1: other\n')).toEqual([
      error(1, 7, 'first', '  middle', '    last'),
      { ...error(22, 3, 'other'), file: 'y.ts', code: 1 },
    ]))
})

describe('the verdict', () => {
  test('is good where the words stand in the line that is asked for, and the squiggle at the culprit', () => {
    expect(verdict(direct, [error(1, 7, 'dense: the input size is 0: a size is')])).toBeNull()
    expect(verdict(piped, [error(2, 9, 'of the compiler', '  different axes')])).toBeNull()
    expect(verdict(undefined, [])).toBeNull()
  })

  test.each([
    ['no error', direct, []],
    ['two errors', direct, [error(1, 7, 'the input size is 0'), error(1, 7, 'the input size is 0')]],
    ['other words', direct, [error(1, 7, 'the output size is 0')]],
    ['the words in the last line, wanted in the first', direct, [error(1, 7, 'x', '  the input size is 0')]],
    ['the words in the first line, wanted in the last', piped, [error(2, 9, 'different axes', '  x')]],
    ['another place', direct, [error(1, 1, 'the input size is 0')]],
    ['an error where none is wanted', undefined, [error(3, 1, 'x')]],
  ])('is bad for %s', (_what, wanted, errors) => expect(verdict(wanted, errors)).not.toBeNull())

  test('is bad for a line that names no culprit', () =>
    expect(
      verdict(wantedIn('dense(0) //! the input size is 0')[0], [error(1, 7, 'the input size is 0')]),
    ).not.toBeNull())
})
