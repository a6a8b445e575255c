/** Axes split in two: samples into outer and inner ones, latent dimensions into groups. */

import { pipe } from 'fp-ts/lib/function.js'
import { refuse } from '../shapes/defect.js'
import { same } from '../shapes/equal.js'
import { type Said, type Show, show } from '../shapes/message.js'
import { counted, type WholeNumber } from '../shapes/number.js'
import * as T from '../tensors/index.js'
import * as Formula from './formula.js'
import { type AnyAxes, type AxesOr, erase, type FromOne, type OfOne, type Sense, type Term } from './term.js'
import * as Value from './value.js'

type OtherAxes<Operation extends string, Axes extends AnyAxes, Given extends AnyAxes> = Said<
  typeof otherAxes<Operation, Show<Axes>, Show<Given>>
>
const otherAxes = <Operation extends string, Axes extends string, Given extends string>(
  operation: Operation,
  axes: Axes,
  given: Given,
) => `${operation}: the term has the axes ${given} but must have ${axes}` as const

/** The check of a function that wants certain axes. */
type WithAxes<Operation extends string, Axes extends AnyAxes, Given extends AnyAxes> = [Given, Axes] extends [
  Axes,
  Given,
]
  ? unknown
  : OtherAxes<Operation, Axes, Given>

const checkAxes = (operation: string, axes: AnyAxes, given: AnyAxes): void => {
  if (!same(axes, given)) refuse(otherAxes(operation, show(axes), show(given)))
}

const isWhole = (groups: number): boolean => Number.isInteger(groups) && groups > 0

type Rows = readonly ['samples', 'batch']
type GroupAxes = readonly ['outer', 'inner', 'batch']

const GROUPS = 'groupSamples: the number of groups'

/**
 * The samples split into `outer` groups: the samples of `fit` must be a multiple of `outer`.
 *
 * Axes: samples, batch to outer, inner, batch.
 * Errors: a `ShapeError` when `outer` is not a whole number above 0, or does not divide the samples.
 * Source: Rainforth et al., "Tighter Variational Bounds are Not Necessarily Better", arXiv:1802.04537, the general
 * estimator of M outer and K inner samples.
 */
export const groupSamples = <const Outer extends number>(outer: WholeNumber<Outer, typeof GROUPS>) =>
  grouped(counted(outer, GROUPS))

const grouped =
  (outer: number) =>
  <A extends AnyAxes, Direction extends Sense, Atoms extends string, Needs, Given>(
    term: Term<A, Direction, Atoms, Needs> & Given & OfOne<'groupSamples', Given, WithAxes<'groupSamples', Rows, A>>,
  ): Term<AxesOr<WithAxes<'groupSamples', Rows, A>, GroupAxes>, Direction, Atoms, Needs> &
    FromOne<'groupSamples', Given> => {
    const given = erase(term)
    checkAxes('groupSamples', ['samples', 'batch'], given.axes)
    const split = (x: T.Tensor<AnyAxes>) => {
      const samples = x.sizes[0] as number
      if (!isWhole(samples / outer)) refuse(`groupSamples: ${samples} samples are not ${outer} equal groups`)
      // safe: `checkAxes`; the name of the row axis is what `splitRows` takes it for
      return T.splitRows('outer', 'inner', outer)(x as never as T.Tensor<readonly ['outer*inner', 'batch']>)
    }
    return {
      ...given,
      axes: ['outer', 'inner', 'batch'],
      evaluate: (supplied, at) => Value.linearly<AnyAxes, AnyAxes>(split as never)(given.evaluate(supplied, at)),
    } as typeof given as never // safe: as above
  }

const SIZE = 'groupsOf: the size of a group'

/**
 * The sums over groups of consecutive latent dimensions.
 *
 * Axes: batch, latent to batch, groups.
 * Errors: a `ShapeError` when `size` is not a whole number above 0, or does not divide the number of dimensions.
 * Source: Kingma et al., arXiv:1606.04934, appendix C.8: the groups of the free bits.
 */
export const groupsOf = <const Size extends number>(size: WholeNumber<Size, typeof SIZE>) =>
  summedBy(counted(size, SIZE))

const summedBy =
  (size: number) =>
  <A extends AnyAxes, Direction extends Sense, Atoms extends string, Needs, Given>(
    term: Term<A, Direction, Atoms, Needs> &
      Given &
      OfOne<'groupsOf', Given, WithAxes<'groupsOf', readonly ['batch', 'latent'], A>>,
  ): Term<
    AxesOr<WithAxes<'groupsOf', readonly ['batch', 'latent'], A>, readonly ['batch', 'groups']>,
    Direction,
    Atoms,
    Needs
  > &
    FromOne<'groupsOf', Given> => {
    const given = erase(term)
    checkAxes('groupsOf', ['batch', 'latent'], given.axes)
    const sums = (x: T.Tensor<readonly ['batch', 'groups*members']>): T.Tensor<readonly ['batch', 'groups']> => {
      const groups = (x.sizes[1] as number) / size
      return isWhole(groups)
        ? pipe(x, T.transpose, T.splitRows('groups', 'members', groups), T.sum('members'), T.transpose)
        : refuse(`groupsOf: ${x.sizes[1]} latent dimensions are not groups of ${size}`)
    }
    return {
      ...given,
      axes: ['batch', 'groups'],
      formula: Formula.grouped(size, given.formula),
      evaluate: (supplied, at) => {
        const { parts, ...rest } = Value.linearly<AnyAxes, AnyAxes>(sums as never)(given.evaluate(supplied, at))
        // a part is a mean over the axes: over groups it is as much larger as they are
        return { ...rest, parts: parts.map((part) => pipe(part, T.mulScalar(size))) }
      },
    } as typeof given as never // safe: as above
  }
