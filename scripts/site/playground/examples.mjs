// The examples of a playground: programs of the README and of documents that train a model and need nothing but the library.

import { readFileSync } from 'node:fs'
import { javaScriptOf } from './javaScript.mjs'

const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor

/** Blocks of TypeScript, each with the heading above it. */
const blocksOf = (text) => {
  const found = []
  let [heading, block] = ['', null]
  for (const line of text.split('\n')) {
    if (block !== null && line.startsWith('```')) {
      found.push({ heading, code: block.join('\n') })
      block = null
    } else if (block !== null) block.push(line)
    else if (line.startsWith('```ts')) block = []
    else heading = /^#+ (.*)$/.exec(line)?.[1] ?? heading
  }
  return found
}

/** A program without the lines that need files: a page has none. */
const withoutFiles = (code) => {
  const names = [...code.matchAll(/^import \{([^}]*)\} from 'shapebound\/node'$/gm)].flatMap(([, all]) =>
    all.split(','),
  )
  const needsFiles = (line) =>
    line.includes("'shapebound/node'") || names.some((name) => line.includes(`${name.trim()}.`))
  return code
    .split('\n')
    .filter((line) => !needsFiles(line))
    .join('\n')
}

/** Whether a program is one for a page: it imports what it uses, trains, is to compile, and is JavaScript as it stands. */
const isForPages = (code) => {
  const imported = [...code.matchAll(/^import .* from '([^']+)'$/gm)].map(([, name]) => name)
  const isThere = (name) => name === 'shapebound' || name.startsWith('fp-ts/lib/')
  if (!imported.includes('shapebound') || !imported.every(isThere)) return false
  if (!/Train\.fit\(/.test(code) || /@errors/.test(code)) return false
  try {
    new AsyncFunction('use', javaScriptOf(code))
    return true
  } catch {
    return false
  }
}

/** The examples of some files, in their order. */
export const examplesIn = (files) =>
  files.flatMap((file) =>
    blocksOf(readFileSync(file, 'utf8'))
      .map(({ heading, code }) => ({ from: file, title: heading, code: withoutFiles(code).trim() }))
      .filter(({ code }) => isForPages(code)),
  )
