/** Latents above one another: which is walked on, and what is given of the others. */

import { sizeOf } from '../../compiler/graph/value.js'
import type { ConditionShown, Explorer, LatentShown } from '../model.js'

/** What a program calls a latent that it is given beside the code: never `x` or `z`. */
export const givenName = (name: string): string => `given ${name}`

/** What a program calls a latent that it finds beside the code. */
export const foundName = (name: string): string => `found ${name}`

/** The program that says where an example lies of which some inputs are given: of x alone it is that of every model. */
export const seenProgram = (inputs: readonly string[]): string =>
  inputs.length === 1 && inputs[0] === 'x' ? 'encode' : `seen ${inputs.join(', ')}`

/** The program that says what an example costs that another one locates. */
export const judgeProgram = (located: string): string => (located === 'encode' ? 'judge' : `judge ${located}`)

/** What a program calls a condition. */
export const inputOf = ({ name, inferred }: ConditionShown): string => (inferred === undefined ? name : givenName(name))

/** The name of a latent. */
export const nameOf = ({ name = 'z' }: LatentShown): string => name

/** Where each of some latents lies among the numbers of all, one after the other. */
export const placesOf = (
  latents: readonly LatentShown[],
): readonly { readonly name: string; readonly from: number; readonly to: number }[] => {
  let to = 0
  return latents.map((latent) => {
    const from = to
    to += sizeOf(latent.sizes)
    return { name: nameOf(latent), from, to }
  })
}

/** The latents of a model that may be walked on, the uppermost first. */
export const latentsOf = ({ latent, below = [] }: Explorer): readonly LatentShown[] => [
  latent,
  ...below.map((level) => level.latent),
]

/** The explorer of one of the latents of a model: 0 is the uppermost. */
export const levelAt = (whole: Explorer, at: number): Explorer => {
  const { below = [], points } = whole
  const level = below[at - 1]
  if (level === undefined) return whole
  return {
    ...whole,
    ...{ latent: level.latent, kl: level.kl, programs: level.programs },
    above: [whole, ...below].slice(0, at).map(({ latent }) => latent),
    points: points === null || level.points === null ? null : { ...points, ...level.points },
  }
}
