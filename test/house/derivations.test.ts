import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { filesUnder, ROOT, textOf } from './sources.js'

// beside each formula of the derivations stand the function that computes it and the test that holds it

const pages = filesUnder('docs/derivations', '.md').filter((path) => path !== 'README.md')

/** Each formula that stands alone, with the text up to the next one or the next heading, without programs. */
const formulasIn = (page: string): readonly string[] =>
  page
    .replaceAll(/^```.*?^```/gms, '')
    .split(/^(?=\$\$|#)/m)
    .filter((part) => part.startsWith('$$'))

/** The tests that a page names, each with the titles that it quotes. */
const testsIn = (page: string): readonly { readonly path: string; readonly titles: readonly string[] }[] =>
  [...page.matchAll(/`(test\/[\w/.]+\.ts)`(?:: ((?:"[^"]+"(?:, )?)+))?/g)].map(([, path = '', quoted = '']) => ({
    path,
    titles: [...quoted.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title),
  }))

test('formulas and tests are found in a page', () => {
  const page =
    '# A\n\n$$a$$\n\n*Code:* `T.a`. *Held by* `test/a.test.ts`: "is a", "is b".\n\n$$b$$\n\n## B\n\n*Code:*\n'
  expect(formulasIn(page).map((each) => each.includes('*Code:*'))).toEqual([true, false])
  expect(testsIn(page)).toEqual([{ path: 'test/a.test.ts', titles: ['is a', 'is b'] }])
})

describe.each(pages)('%s', (path) => {
  const page = textOf(`docs/derivations/${path}`)

  test('has formulas, each with its function and its test', () => {
    const formulas = formulasIn(page)
    expect(formulas.length).toBeGreaterThan(1)
    expect(formulas.filter((each) => !(/\*Code:\*/.test(each) && /\*Held by\*/.test(each)))).toEqual([])
  })

  test('names tests that there are', () =>
    expect(
      testsIn(page).flatMap(({ path: file, titles }) =>
        existsSync(`${ROOT}/${file}`)
          ? titles.filter((title) => !textOf(file).includes(title)).map((title) => `${file}: ${title}`)
          : [file],
      ),
    ).toEqual([]))

  test('is in the list of derivations', () => expect(textOf('docs/derivations/README.md')).toContain(`(${path})`))
})
