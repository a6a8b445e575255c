/** The page of an explorer: one file of HTML that needs no other and no network. */

import { escaped } from '../reports/escape.js'
import { toLetters } from './letters.js'
import type { Explorer } from './model.js'
import { STYLE } from './style.js'

/** What a page is made of. */
export interface PageParts {
  readonly header: Pick<Explorer, 'title' | 'about'>
  /** The script of the page, which is a module. */
  readonly script: string
  /** The blob, compressed by gzip; or the address that it is fetched from, of a page that is served. */
  readonly numbers: Uint8Array | string
}

/** Forbids the page to load anything but itself; one that is served may ask whoever served it. */
const policy = (served: boolean): string =>
  [
    "default-src 'none'",
    'img-src data: blob:',
    "style-src 'unsafe-inline'",
    "script-src 'unsafe-inline'",
    ...(served ? ["connect-src 'self'"] : []),
  ].join('; ')

/** A script cannot hold the tag that ends it. */
const inlined = (script: string): string => script.replaceAll('</script', '<\\/script')

/**
 * A picture as an icon of the page, so that a browser does not ask for one: four tiles.
 */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E%3Cpath fill='%230072b2' d='M0 0h4v4H0z'/%3E%3Cpath fill='%2356b4e9' d='M4 0h4v4H4z'/%3E%3Cpath fill='%23e69f00' d='M0 4h4v4H0z'/%3E%3Cpath fill='%23009e73' d='M4 4h4v4H4z'/%3E%3C/svg%3E"

const numbersTag = (numbers: PageParts['numbers']): string =>
  typeof numbers === 'string'
    ? `<script type="text/plain" id="numbers" data-from="${escaped(numbers)}"></script>`
    : `<script type="text/plain" id="numbers">${toLetters(numbers)}</script>`

/** The page. */
export const page = ({ header, script, numbers }: PageParts): string => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${policy(typeof numbers === 'string')}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<link rel="icon" href="${ICON}" />
<title>${escaped(header.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${escaped(header.title)}</h1><p class="quiet">${escaped(header.about)}</p></header>
<main id="explorer"><p id="waiting" class="quiet">Unpacking the model …</p><noscript>This page needs JavaScript: the model runs in it.</noscript></main>
${numbersTag(numbers)}
<script type="module">${inlined(script)}</script>
</body>
</html>
`
