/** The standard distribution of a family, that whose parameters are all 0: a prior that holds no tensor. */

import { type KnownSizes, knownSize } from '../shapes/checkDim.js'
import { orRefuse, refuse } from '../shapes/defect.js'
import { type AnyShape, type Dim, dimsOf, numbersOf, type ShapeOf, type Size, type Sizes } from '../shapes/dim.js'
import * as T from '../tensors/index.js'
import { elements } from '../tensors/tensor.js'
import { type AnyPosterior, type AtZeros, type Family, type LatentKind, logPosteriorOf, record } from './family.js'
import type { DistributionFacts } from './kinds.js'
import type { FixedRecord } from './priors.js'

/** The distribution whose parameters are all 0, for every row the same. Relaxed ones have a temperature too. */
export interface Standard<in out Of extends LatentKind, in out Event extends AnyShape> {
  readonly _tag: `Standard${Of}`
  readonly shape: Event
  readonly event: Sizes
  readonly temperature: number | null
  readonly [record]: FixedRecord<DistributionFacts[Of]['over'], Event, Standard<Of, DistributionFacts[Of]['axes']>>
}

/** The sizes of an event. Errors: a `ShapeError` when a size is not a whole number above 0. */
export const knownEvent = (what: string, sizes: unknown): readonly Size<Dim>[] =>
  (sizes as readonly unknown[]).map((size) => orRefuse(knownSize(size, `${what}: a dimension`)))

const oneAxis = (dim: string, sizes: readonly number[]): Size<Dim> => ({ dim, size: elements(sizes) })

/** An event as terms see it. */
const named = (axes: readonly string[], event: Sizes): Sizes => {
  const sizes = numbersOf(event)
  return axes.length === 2
    ? [oneAxis('variables', sizes.slice(0, -1)), oneAxis('classes', sizes.slice(-1))]
    : [oneAxis('latent', sizes)]
}

/** Of which family it is, and how a value of it is made. */
interface StandardMembers<Of extends LatentKind> {
  readonly family: Family<Of>
  readonly atZeros: AtZeros<Of>
  readonly temperature: number | null
}

/** A standard distribution with the given number of rows. */
const withRows =
  <const Row extends Dim>(row: Row, count: number) =>
  <Of extends LatentKind, Event extends AnyShape>({ atZeros }: StandardMembers<Of>, shape: Event, event: Sizes) =>
    atZeros<Row, Event>(T.zeros([row, ...shape] as const, [count, ...numbersOf(event)]))

const over = <Of extends LatentKind, Event extends AnyShape>(
  made: StandardMembers<Of>,
  event: Sizes,
): Standard<Of, Event> => {
  const { family, temperature } = made
  const shape = dimsOf(event) as AnyShape as Event // safe: the callers compute `Event` from the same sizes
  return {
    _tag: `Standard${family.kind}`,
    shape,
    event,
    temperature,
    [record]: {
      over: family.over,
      coordinate: family.coordinate,
      inExport: `a draw from p(z), a Standard${family.kind}`,
      klFrom: {},
      logProb: (p: { readonly shape: AnyShape; readonly event: Sizes }) => (at) =>
        // safe: the callers leave a standard distribution over the event of its axes, which is that of a posterior
        logPosteriorOf(withRows('batch', at.z.sizes[1] as number)(made, p.shape, p.event) as unknown as AnyPosterior)(
          at,
        ),
      distribution: () => over(made, named(family.axes, event)),
      draw: (key, row, count) => () => family.sample(key)(withRows(row, count)<Of, Event>(made, shape, event)),
    },
  }
}

/** How the standard distribution of a family is made for an event. */
export const standardOf =
  <const Of extends LatentKind, const Name extends string>(
    family: Family<Of>,
    name: Name,
    atZeros: AtZeros<Of>,
    temperature: number | null = null,
  ) =>
  <const Given extends readonly unknown[]>(...sizes: KnownSizes<Given, Name>): Standard<Of, ShapeOf<Given>> => {
    const event = knownEvent(name, sizes)
    if (event.length === 0 && family.axes.length === 2)
      refuse(`${name}: takes classes on the last axis but is given []`)
    return over({ family, atZeros, temperature }, event)
  }
