/** Latents whose prior is a mixture over others of one of some classes: their density, and its components. */

import { pipe } from 'fp-ts/lib/function.js'
import { densityAt, placedOf, samplesOf } from '../joints/densities.js'
import type { Leaf } from '../joints/evaluation.js'
import { ancestors } from '../joints/graph.js'
import type { AnyJoint } from '../joints/joint.js'
import type { AnyVariable } from '../joints/variable.js'
import { atCenters } from '../models/joint/reconstruction.js'
import type { SideParams } from '../models/joint/sides.js'
import { drawnEach, valuesOf } from '../models/joint/values.js'
import * as T from '../tensors/index.js'
import type { Rows } from './traced.js'

/** A latent of p beside others, which its prior may be a mixture over. */
export interface Mixed {
  readonly p: AnyJoint
  readonly own: AnyVariable
  /** Latents of one of some classes. */
  readonly picked: readonly AnyVariable[]
}

/** The rows of variables that are given, by their names. */
type Known = Readonly<Record<string, Leaf>>

type Densities = ReturnType<typeof densityAt>

/** The picked latents that the prior of one depends on. */
export const mixedOf = ({ p, own, picked }: Mixed): readonly AnyVariable[] => {
  const all = ancestors(p, own.name)
  return picked.filter(({ name }) => all.has(name))
}

/** Every value of some latents, each as a row. */
const eachOf = (variables: readonly AnyVariable[]) => {
  const lists = variables.reduce<readonly (readonly (readonly number[])[])[]>(
    (found, variable) => found.flatMap((list) => valuesOf(variable).map((value) => [...list, value])),
    [[]],
  )
  const rows = variables.map(({ name, built }, at) => {
    const values = lists.map((list) => list[at] as readonly number[]) // safe: a list has a value of each
    return [name, asBatch(placedOf(built.event, { z: drawnEach(values, 1, 1) }).rows)] as const
  })
  return { count: lists.length, rows: Object.fromEntries(rows) }
}

/** Rows under the name that rows have in a model. */
const asBatch = (rows: Leaf): Leaf => ({ ...rows, shape: ['batch', ...rows.shape.slice(1)] }) as Leaf

const repeated =
  (count: number) =>
  (rows: Leaf): Leaf =>
    asBatch(T.repeatRows('each', count)(rows as never) as unknown as Leaf)

/** p where each value of the latents that it is a mixture over is a row, and the density of each there. */
const mixtureAt = (latent: Mixed, params: SideParams, known: Known) => {
  const mixed = mixedOf(latent)
  const { count, rows } = eachOf(mixed)
  const others = Object.fromEntries(Object.entries(known).map(([name, row]) => [name, repeated(count)(row)]))
  const all = { ...others, ...rows }
  const within = { evaluation: atCenters('p', latent.p, params, all), parameters: params.p, samples: 1 }
  const densityIn = (name: string) =>
    // safe: it is a variable of p, and its rows are known
    densityAt(within, latent.p.variables[name] as AnyVariable, { z: samplesOf(1)(all[name] as Leaf) })
  const logWeights = mixed.map(({ name }) => densityIn(name))
  return { within, logWeights, density: () => densityIn(latent.own.name) }
}

const added = (all: readonly Densities[]): Densities => all.reduce((sum, each) => T.same.add(each)(sum))

/** `log p(z)` where z and those above are given, summed over the classes that it depends on. Units: nats. */
export const densityOf = (latent: Mixed, params: SideParams, known: Known): Rows[string] => {
  const { logWeights, density } = mixtureAt(latent, params, known)
  return pipe(added([...logWeights, density()]), T.logSumExp('batch'))
}

/** The centers of p(z) for each of the classes that it depends on, and how probable each is. */
export const componentsOf = (latent: Mixed, params: SideParams, known: Known): Rows => {
  const { within, logWeights } = mixtureAt(latent, params, known)
  return { centers: within.evaluation.value(latent.own.name).rows, weights: T.exp(added(logWeights)) }
}
