/** The package as its users get it: packed, and unpacked beside its dependencies, which are those of the repository. */

import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from './sources.js'

export const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly version: string
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
  readonly peerDependenciesMeta: unknown
}

/** What a user has after `npm install shapebound fp-ts`, but for what is optional. */
export const installed = [...Object.keys(manifest.dependencies), 'fp-ts']

/**
 * Packs what is built into the folder `package` of a folder, and gives the files that are in it.
 *
 * Scripts are left out: what is packed is the build that is there.
 */
export const packInto = (folder: string): readonly string[] => {
  const args = ['pack', '--ignore-scripts', '--offline', '--json', '--pack-destination', folder]
  const printed = execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' })
  const [packed] = JSON.parse(printed) as readonly { readonly files: readonly { readonly path: string }[] }[]
  execFileSync('tar', ['-xzf', `shapebound-${manifest.version}.tgz`], { cwd: folder })
  return packed?.files.map(({ path }) => path) ?? []
}

/** A dependency of the repository, in another place. */
export const link = (from: string, to: string): void => {
  mkdirSync(dirname(to), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules', from), to, 'junction')
}

/** Installs what was packed in a folder, and all that it needs, for a project. */
export const installIn = (project: string, folder: string): void => {
  cpSync(join(folder, 'package'), join(project, 'node_modules/shapebound'), { recursive: true })
  for (const name of installed) link(name, join(project, 'node_modules', name))
}
