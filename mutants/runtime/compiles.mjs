// Whether the compiler takes the sources with one change in them.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withOne } from './schema.mjs'

export const compiles = (root, site) => {
  const folder = mkdtempSync(join(tmpdir(), 'mutant-'))
  try {
    for (const path of ['src', 'package.json', 'tsconfig.json'])
      cpSync(join(root, path), join(folder, path), { recursive: true })
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, site.file), withOne(readFileSync(join(root, site.file), 'utf8'), site))
    const tsc = join(root, 'node_modules/typescript-7.0/bin/tsc')
    return spawnSync(process.execPath, [tsc, '-p', 'tsconfig.json', '--noEmit'], { cwd: folder }).status === 0
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
