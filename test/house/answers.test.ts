import * as fp from 'fp-ts/lib/function.js'
import { describe, expect, test } from 'vitest'
import { answersIn, meant, run } from './answers.js'
import { programsIn } from './documents.js'
import { filesUnder, textOf } from './sources.js'

const about = (value: number, digits: number): unknown => expect.closeTo(value, digits)

describe('the answers of a program', () => {
  const program =
    "const two = 2\ntwo + 0.126 // of three digits\n//=> 2.13\n;[two, 'a 1.0']\n//=> [2, 'a 1.0']\nawait two //=> 2\ntwo\n"

  test('are told with what its expressions give', async () => {
    const told = await run(program, {})
    expect(told.map(({ line, answer }) => [line, answer])).toEqual([
      [2, '2.13'],
      [4, "[2, 'a 1.0']"],
      [6, '2'],
    ])
    expect(answersIn(program)).toBe(3)
    for (const { value, answer } of told) expect(value).toEqual(meant(answer, about))
  })

  test('hold to the digits that are printed, and no further', () => {
    expect(2.1349).toEqual(meant('2.13', about))
    expect(2.1351).not.toEqual(meant('2.13', about))
    expect(3.0001).not.toEqual(meant('3', about))
  })

  test('are all looked at: one that is not after an expression is counted', async () => {
    const lost = 'const two = 2 //=> 2\n'
    expect([answersIn(lost), (await run(lost, {})).length]).toEqual([1, 0])
  })

  test('need the modules that they import', () =>
    expect(run("import { a } from 'other'\na\n", {})).rejects.toThrow('there is no module other'))
})

const programs = filesUnder('docs', '.md').flatMap((path) =>
  programsIn(textOf(`docs/${path}`))
    .map((program, at) => [`docs/${path}: program ${at + 1}`, program] as const)
    .filter(([, program]) => answersIn(program) > 0),
)

describe('programs of documents give the answers that they print', () => {
  test('some do', () => expect(programs.length).toBeGreaterThan(5))

  test.each(programs)('%s', async (_, program) => {
    const told = await run(program, {
      shapebound: await import('../../src/index.js'),
      'shapebound/node': await import('../../src/node.js'),
      'fp-ts/lib/function.js': fp,
    })
    expect(told).toHaveLength(answersIn(program))
    for (const { line, value, answer } of told) expect([line, value]).toEqual([line, meant(answer, about)])
  })
})
