import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { errorsOf, programsIn } from './documents.js'
import { filesUnder, ROOT, textOf } from './sources.js'

const documents = ['README.md', ...filesUnder('docs', '.md').map((path) => `docs/${path}`)].filter((path) =>
  existsSync(`${ROOT}/${path}`),
)

describe('programs in documents', () => {
  test('are joined where one goes on from another', () =>
    expect(programsIn("```ts\nimport 'a'\n```\ntext\n```ts\nb\n```\n```sh\nx\n```\n```ts\nimport 'c'\n```\n")).toEqual([
      "import 'a'\n\nb\n",
      "import 'c'\n",
    ]))

  test('that are wrong are found', () =>
    expect(
      errorsOf(["import { Layer } from 'shapebound'\nLayer.dense(0, 4)\n", "import { Layer } from 'shapebound'\n"]),
    ).toEqual([expect.stringContaining('document-1.ts:2 Argument of type')]))

  test.each(documents)('of %s compile', (path) => expect(errorsOf(programsIn(textOf(path)))).toEqual([]))
})
