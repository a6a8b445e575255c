/** The decoded plane: tiles on a canvas, coarse ones first, some in each frame, so that the page answers meanwhile. */

import { codeAt } from './axes.js'
import { context, h } from './dom.js'
import { inFrames } from './frames.js'
import type { State } from './state.js'
import { sidesOf, tileCanvas, tileOf } from './tile.js'

/** A plane under way or done. */
export interface Manifold {
  readonly canvas: HTMLCanvasElement
  /** Begins again. */
  readonly begin: (state: State) => void
}

/** Units: milliseconds of a frame that go into tiles. */
const BUDGET = 9

/** Units: milliseconds after which all tiles should be there, where nothing else happens. */
const PATIENCE = 4000

/** Tiles each way: as many as there is time for; a multiple of four, whose coarse passes come first. */
const tilesFor = (milliseconds: number): number =>
  Math.min(20, Math.max(12, 4 * Math.floor(Math.sqrt(PATIENCE / Math.max(0.1, milliseconds)) / 4)))

/** How long a tile takes, the shortest of some: a first one is not compiled yet, and others may be kept waiting. */
const timed = (decode: () => unknown): number =>
  Math.min(
    ...Array.from({ length: 4 }, () => {
      const begun = performance.now()
      decode()
      return performance.now() - begun
    }),
  )

/** The tiles of a plane in the order of their making, each with how many it stands for each way. */
const order = (tiles: number): readonly (readonly [column: number, row: number, step: number])[] =>
  [4, 2, 1].flatMap((step) => {
    const count = tiles / step
    return Array.from(
      { length: count * count },
      (_, at) => [(at % count) * step, Math.floor(at / count) * step, step] as const,
    )
  })

/** A plane that calls when there is more of it to see. */
export const manifoldOf = (changed: () => void): Manifold => {
  const canvas = h('canvas')
  const scratch = tileCanvas('')
  const frames = inFrames(BUDGET)
  const begin = (state: State) => {
    const tiles = tilesFor(timed(() => state.model.machine.decode(state.view.z)))
    const { width, height } = sidesOf(state.model)
    const scale = Math.min(1, 1600 / (tiles * Math.max(width, height)))
    const sides = { width: tiles * Math.round(width * scale), height: tiles * Math.round(height * scale) }
    // to set a size is to clear: what was there is seen until there is something else
    if (canvas.width !== sides.width || canvas.height !== sides.height) Object.assign(canvas, sides)
    const [across, down] = [canvas.width / tiles, canvas.height / tiles]
    const tile = tileOf(state.model)
    const todo = order(tiles)
    const make = (at: number) => {
      const [column, row, step] = todo[at] as (typeof todo)[number]
      // in the middle of its own tile: a coarse one is the tile it begins with, enlarged
      const z = codeAt(state, (column + 0.5) / tiles, (row + 0.5) / tiles)
      tile(scratch, state.model.machine.decode(z))
      context(canvas).drawImage(scratch, column * across, row * down, step * across, step * down)
    }
    frames(todo.length, make, changed)
  }
  return { canvas, begin }
}
