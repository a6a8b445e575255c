/** The peers from npm, installed on first use: outside the dependencies of the library. */

import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('peers', import.meta.url))

const PEERS = ['@jax-js/jax', '@tensorflow/tfjs', 'onnxruntime-web']

/** Whether the peers are there; says so where they cannot be had. */
export const installed = (say) => {
  if (PEERS.every((name) => existsSync(`${FOLDER}/node_modules/${name}`))) return true
  say('installing the peers')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status } = spawnSync(npm, ['ci', '--silent'], { cwd: FOLDER, shell: process.platform === 'win32' })
  if (status !== 0)
    say('left out: jax-js, TensorFlow.js and onnxruntime-web could not be installed (npm ci in bench/peers)')
  return status === 0
}
