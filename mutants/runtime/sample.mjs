// Which mutants are tried: a draw by key from all places of some rooms.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { apart } from './schema.mjs'
import { sitesOf } from './sites.mjs'

export const ROOMS =
  'shapes tensors random distributions layers losses models optimizers data checkpoints training evaluation'.split(' ')

const hashOf = (text) => createHash('sha256').update(text).digest('hex')

/** Sites with a name each, which follows from what is changed and not from what stands around it. */
export const named = (sites) => {
  const times = new Map()
  return sites.map((site) => {
    const what = `${site.file} ${site.kind} ${site.was}`
    const nth = times.get(what) ?? 0
    times.set(what, nth + 1)
    return { ...site, name: hashOf(`${what} ${nth}`).slice(0, 10) }
  })
}

const filesOf = (root, room) =>
  readdirSync(join(root, 'src', room), { recursive: true })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('index.ts'))
    .map((path) => `src/${room}/${path}`)

/** All places of some rooms. */
export const placesOf = (root, rooms) =>
  rooms
    .flatMap((room) => filesOf(root, room))
    .flatMap((file) => named(sitesOf(file, readFileSync(join(root, file), 'utf8'))))

/**
 * The first places in an order that follows from the key, so that the draw of a room is a part of that of all rooms.
 * Each has an `id`, its number in the draw.
 */
export const drawnFrom = (places, key, count) => {
  const order = new Map(places.map(({ name }) => [name, hashOf(`${key} ${name}`)]))
  const shuffled = places.toSorted((one, other) => (order.get(one.name) < order.get(other.name) ? -1 : 1))
  return numbered(apart(shuffled).slice(0, count))
}

/** The places of these names, those that lie apart. */
export const those = (places, names) => numbered(apart(places.filter(({ name }) => names.includes(name))))

const numbered = (sites) => sites.map((site, id) => ({ ...site, id }))
