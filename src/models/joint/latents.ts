/** Latents side by side: those of a model of several, as terms see them. */

import type { Coordinate, Draw, Rows, Samples } from '../../distributions/coordinates.js'
import { remembered } from '../../joints/evaluation.js'
import type { AnyVariable } from '../../joints/variable.js'
import { refuse } from '../../shapes/defect.js'
import { numbersOf } from '../../shapes/dim.js'
import * as T from '../../tensors/index.js'
import { apart, sideBySide } from '../../tensors/sideBySide.js'

/** What q draws, in its order. */
type Latents = readonly AnyVariable[]

const sizeOf = ({ built }: AnyVariable): number => numbersOf(built.event).reduce((all, size) => all * size, 1)

const chartOf = ({ built }: AnyVariable): Coordinate | null =>
  (built.network?.family as { readonly coordinate?: Coordinate | null } | null)?.coordinate ?? null

type Many = readonly [Samples, ...Samples[]]

const joined = (parts: readonly Samples[]): Samples =>
  sideBySide<readonly ['samples', 'batch'], 'latent'>(parts as Many) // safe: q draws something

const parted = (latents: Latents, x: Samples): readonly Samples[] =>
  apart(latents.map(sizeOf))<readonly ['samples', 'batch'], 'latent'>(x)

/** Where the densities of all latents are taken, or `null` for at the samples of each. */
export const coordinateFor = (latents: Latents): Coordinate | null => {
  const charts = latents.map(chartOf)
  const each =
    (run: (chart: Coordinate | null, x: Samples) => Samples): Coordinate['of'] =>
    (x) =>
      // safe: a latent has the axes of samples
      joined(parted(latents, x as never).map((part, at) => run(charts[at] ?? null, part))) as never
  return charts.every((chart) => chart === null)
    ? null
    : {
        of: each((chart, x) => chart?.of(x) ?? x),
        logVolume: each((chart, x) => chart?.logVolume(x) ?? T.zerosLike(x)),
      }
}

/** The draws of several latents as one. */
export const drawnTogether = (coordinate: Coordinate | null, draws: readonly Draw[]): Draw => ({
  z: joined(draws.map(({ z }) => z)),
  ...(coordinate === null ? {} : { coordinate: joined(draws.map((draw) => draw.coordinate ?? draw.z)) }),
})

/** The message of a latent that a model does not have. */
export const noLatent = <Name extends string>(name: Name) => `the model has no latent ${name}` as const

/** One draw of all latents as one of each, by their names. */
export const drawnApart = (latents: Latents, at: Draw): ((name: string) => Draw) => {
  const z = parted(latents, at.z)
  const coordinates = at.coordinate === undefined ? null : parted(latents, at.coordinate)
  return remembered((name) => {
    const place = latents.findIndex((latent) => latent.name === name)
    const own = z[place] ?? refuse(noLatent(name))
    const coordinate = coordinates?.[place]
    return coordinate === undefined ? { z: own } : { z: own, coordinate }
  })
}

/** The sum of some numbers for every sample of every example. */
export const added = (parts: readonly Rows[]): Rows => parts.reduce((sum, part) => T.same.add(part)(sum))
