// Checks the page of the explorer against the types of browsers, and makes one script of it: dist/explorer/page.js.
import { spawnSync } from 'node:child_process'
import { build } from 'vite'

const { status } = spawnSync(
  process.execPath,
  ['node_modules/typescript-7.0/bin/tsc', '-p', 'src/explorer/page/tsconfig.json'],
  { stdio: 'inherit' },
)

await build({
  configFile: false,
  logLevel: 'error',
  build: {
    outDir: 'dist/explorer',
    emptyOutDir: false,
    target: 'es2022',
    lib: { entry: 'src/explorer/page/main.ts', formats: ['es'], fileName: () => 'page.js' },
    minify: true,
  },
})
process.exitCode = status ?? 1
