// biome-ignore-all lint/suspicious/noConsole: it is a command
// Runs scripts of package.json beside each other: what each prints is shown when it ends, and one that fails fails all.
import { spawn } from 'node:child_process'

const run = (name) =>
  new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', name], { shell: process.platform === 'win32' })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => {
        output += data
      })
    child.on('error', reject)
    child.on('close', (code) => {
      console.log(output.trimEnd())
      if (code !== 0) console.log(`${name} fails`)
      resolve(code)
    })
  })

const codes = await Promise.all(process.argv.slice(2).map(run))
process.exit(codes.every((code) => code === 0) ? 0 : 1)
