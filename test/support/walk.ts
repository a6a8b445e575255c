/** An optimizer on a tree of any shapes, step by step in float32; and the same in float64, on arrays. */

import type { Optimizer, Watched } from '../../src/optimizers/optimizer.js'
import * as T from '../../src/tensors/index.js'
import { elements } from '../../src/tensors/tensor.js'
import { scoped, tensorOf, valuesOf } from './engine.js'

/** Some tensors by their paths: sizes. */
export type Sized = Readonly<Record<string, readonly number[]>>

/** A weight, a bias, and what is neither. */
export const SIZES = { encoder: [3, 2], bias: [2], kernel: [2, 1, 2] } as const

/** How many numbers there are in a tree of `SIZES`. */
export const COUNT = 12

/** Some numbers, all different. */
export const numbers = (seed: number, count = COUNT): readonly number[] =>
  Array.from({ length: count }, (_, index) => Math.fround(Math.sin(1 + 1.3 * index + 7 * seed) + 0.1 * seed))

export const treeOf = (values: readonly number[], sized: Sized = SIZES): Readonly<Record<string, T.AnyTensor>> => {
  let from = 0
  return Object.fromEntries(
    Object.entries(sized).map(([name, sizes]) => {
      const count = elements(sizes)
      const own = values.slice(from, from + count)
      from += count
      return [name, tensorOf(sizes, sizes, own)]
    }),
  )
}

export const numbersOf = (tree: unknown): readonly number[] =>
  T.Tree.leaves(tree).flatMap(({ value }) => [...valuesOf(value)])

/** The gradient of a place, at a step. */
export type Slope = (place: readonly number[], step: number) => readonly number[]

/** What is there after a step. */
export interface After {
  readonly place: readonly number[]
  readonly state: readonly (readonly number[])[]
}

interface Walk {
  readonly start?: readonly number[]
  readonly slope: Slope
  readonly steps: number
  readonly sized?: Sized
  readonly watched?: Watched
  /** After this step all that is remembered is read, and made anew of the numbers. */
  readonly cut?: number
}

/** The same tree of numbers that were read: what a checkpoint holds. */
const restored = <Given>(tree: Given): Given =>
  T.Tree.withLeaves(
    tree,
    T.Tree.leaves(tree).map(({ value }) => tensorOf(value.shape, value.sizes, valuesOf(value))),
  )

/** The places after each step, with what is remembered. */
export const walk = (optimizer: Optimizer, { start = numbers(1), slope, steps, sized = SIZES, watched, cut }: Walk) =>
  scoped((): readonly After[] => {
    let params = treeOf(start, sized)
    let state = optimizer.init(params)
    return Array.from({ length: steps }, (_, before) => {
      const scalars = optimizer.scalars(before + 1, watched).map((each) => T.scalar(each))
      const gradient = treeOf(slope(numbersOf(params), before + 1), sized)
      const after = optimizer.update(scalars)(gradient, params, state)
      params = after.params
      state = before + 1 === cut ? restored(after.state) : after.state
      return { place: numbersOf(params), state: state.map(numbersOf) }
    })
  })

/** The last place of a walk. */
export const endOf = (optimizer: Optimizer, given: Walk): readonly number[] =>
  walk(optimizer, given).at(-1)?.place ?? []

/** The gradient of `Σ aᵢ (pᵢ - bᵢ)² / 2 + Σ sin(pᵢ₊₁ + pᵢ) / 4`: curved differently along each axis. */
export const bowl: Slope = (place) =>
  place.map((each, index) => {
    const [before, next] = [place[index - 1], place[index + 1]]
    return (
      (0.5 + (index % 4)) * (each - Math.cos(index)) +
      (before === undefined ? 0 : Math.cos(before + each) / 4) +
      (next === undefined ? 0 : Math.cos(next + each) / 4)
    )
  })

/** One step of a reference in float64: the place after it. It keeps what it remembers itself. */
export type Reference = (gradient: readonly number[], place: readonly number[], step: number) => readonly number[]

/** The places of a reference after each step, and the gradients that it saw. */
export const reference = (make: () => Reference, steps: number, slope: Slope = bowl, start = numbers(1)) => {
  const next = make()
  let place: readonly number[] = start
  return Array.from({ length: steps }, (_, before) => {
    const gradient = slope(place, before + 1)
    place = next(gradient, place, before + 1)
    return { gradient, place }
  })
}

/**
 * How far an optimizer in float32 is from a reference in float64 at its worst step: both see the gradients of the
 * reference, so that no rounding comes back.
 */
export const apart = (optimizer: Optimizer, make: () => Reference, steps: number): number => {
  const wanted = reference(make, steps)
  const found = walk(optimizer, { steps, slope: (_, step) => wanted[step - 1]?.gradient ?? [] })
  return Math.max(
    ...wanted.flatMap(({ place }, at) =>
      place.map((each, index) => Math.abs(each - (found[at]?.place[index] ?? Number.NaN))),
    ),
  )
}
