// The playground as one page: the library as it was built, its WebAssembly and the examples inside, so that it needs no network.

import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { examplesIn } from './examples.mjs'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const LIBRARY = at('../../../dist/modules/index.js')
const WASM = join(
  dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json')),
  'dist/tfjs-backend-wasm-simd.wasm',
)

/** The script of the page, in which all of the library is. */
const bundled = async () => {
  const { output } = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { shapebound: LIBRARY } },
    build: {
      write: false,
      target: 'es2022',
      rollupOptions: {
        input: at('page.mjs'),
        onwarn: () => undefined,
        output: { format: 'es', codeSplitting: false },
      },
    },
  })
  return output[0].code
}

/** A text inside of a tag of a script, which it must not end. */
const inTag = (text) => text.replaceAll('</script', '<\\/script')

const page = ({ style, script, wasm, examples }) => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<link rel="icon" href="data:," />
<title>shapebound: playground</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Playground</h1>
<p class="quiet">Pick a program of the documents, change it, run it. It trains in this tab, on WebAssembly; nothing is sent anywhere. <a href="index.html">Back to the documents</a></p>
</header>
<main>
<section aria-label="Program">
<div class="row">
<select id="pick" aria-label="example"></select>
<button id="run" type="button">Run</button>
<button id="stop" type="button" disabled>Stop</button>
</div>
<textarea id="code" aria-label="program" spellcheck="false" autocapitalize="off" autocomplete="off"></textarea>
<p class="quiet">From <span id="from"></span>, without what needs files. Ctrl+Enter runs it.</p>
</section>
<div class="column">
<section aria-label="Training">
<h2>Training</h2>
<p id="status" role="status"></p>
<canvas id="curve" role="img" aria-label="The objective, step by step"></canvas>
<code id="formula"></code>
</section>
<section aria-label="Samples">
<h2>New examples, after each epoch</h2>
<div id="samples"></div>
</section>
<section aria-label="Console">
<h2>Console</h2>
<pre id="said"></pre>
</section>
</div>
</main>
<script type="application/json" id="examples">${inTag(JSON.stringify(examples))}</script>
<script type="text/plain" id="wasm">${wasm}</script>
<script type="module">${inTag(script)}</script>
</body>
</html>
`

/** Writes the page into a folder, with the examples of some files. */
export const writePlayground = async (out, files) => {
  if (!existsSync(LIBRARY)) throw new Error('the playground takes the build: npm run build')
  const [style, wasm, script] = await Promise.all([
    readFile(at('playground.css'), 'utf8'),
    readFile(WASM, 'base64'),
    bundled(),
  ])
  await writeFile(join(out, 'playground.html'), page({ style, wasm, script, examples: examplesIn(files) }))
}
