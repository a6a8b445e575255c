import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { errorsOf, programsIn, tablesOf } from './documents.js'
import { filesUnder, ROOT, textOf } from './sources.js'

const documents = ['README.md', ...filesUnder('docs', '.md').map((path) => `docs/${path}`)].filter((path) =>
  existsSync(`${ROOT}/${path}`),
)

// a program is checked in one go that nothing stops, the first with all of the library: how long that takes is for the machine to say
describe('programs in documents', { timeout: 600_000 }, () => {
  test('are joined where one goes on from another', () =>
    expect(programsIn("```ts\nimport 'a'\n```\ntext\n```ts\nb\n```\n```sh\nx\n```\n```ts\nimport 'c'\n```\n")).toEqual([
      "import 'a'\n\nb\n",
      "import 'c'\n",
    ]))

  test('are the right sides of tables too', () => {
    const page = "```ts\nimport 'a'\n```\n| there | here |\n|---|---|\n| `x` | `y(1)`, which |\n| `z` | nothing |\n"
    expect(tablesOf(page)).toEqual(["import 'a'\n\nexport const cells = [\n() => (y(1)),\n]\n"])
    expect(tablesOf('| a | `b` |\n')).toEqual([])
  })

  test('that are wrong are found', () =>
    expect(
      errorsOf(["import { Layer } from 'shapebound'\nLayer.dense(0, 4)\n", "import { Layer } from 'shapebound'\n"]),
    ).toEqual([expect.stringContaining('program 1, line 2: Argument of type')]))

  test('that announce their errors must have them', () => {
    const wrong =
      "// @errors\nimport { Layer } from 'shapebound'\nLayer.dense(0, 4)\n// dense: the input size must be a positive whole number, not 0\n"
    expect(errorsOf([wrong])).toEqual([])
    expect(errorsOf([wrong.replace('(0, 4)', '(3, 4)')])).toEqual([expect.stringContaining('is not said')])
    expect(errorsOf([wrong.replace('(0, 4)', '(-1, 4)')])).toHaveLength(2)
  })

  describe('of', () => {
    // the library is checked once for all of them
    const programs = documents.flatMap((path) =>
      [...programsIn(textOf(path)), ...tablesOf(textOf(path))].map((text, at) => ({
        text,
        name: `${path}: program ${at + 1}`,
      })),
    )
    let errors: readonly string[] = []
    beforeAll(() => {
      errors = errorsOf(
        programs.map(({ text }) => text),
        programs.map(({ name }) => name),
      )
    }, 600_000)

    test.each(documents)('%s compile', (path) =>
      expect(errors.filter((error) => error.startsWith(`${path}: `))).toEqual([]),
    )

    test('them have all the errors that there are', () =>
      expect(errors.filter((error) => !programs.some(({ name }) => error.startsWith(name)))).toEqual([]))
  })
})
