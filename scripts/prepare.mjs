// After an install in a clone: brings back what npm left out, and builds, so that `npx shapebound` runs.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

const npm = (...args) => spawnSync('npm', args, { stdio: 'inherit', shell: process.platform === 'win32' }).status ?? 1

// onnxruntime-node holds its CPU library; its install script only fetches CUDA files, and where it cannot, npm leaves out
// the package. `allowScripts` in package.json keeps a newer npm from running it; an older one, which does not know that
// key, left the package out without a word.
const ONNX_RUNTIME = 'node_modules/onnxruntime-node'
const omitted = (process.env.npm_config_omit ?? '').split(/\s+/).includes('optional')
if (!omitted && !existsSync(ONNX_RUNTIME)) {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  // without it the other engines work: the install does not fail
  npm('install', '--no-save', '--ignore-scripts', '--silent', `onnxruntime-node@${packages[ONNX_RUNTIME].version}`)
}

// the compiler is left out of an install for production
if (existsSync('node_modules/typescript-7.0/bin/tsc')) process.exitCode = npm('run', '--silent', 'build')
