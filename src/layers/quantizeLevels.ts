/** Vector quantization on two levels: codes of a coarse view of what is given, and below them codes of what these leave open. */

import { pipe } from 'fp-ts/lib/function.js'
import { child, type Key } from '../random/key.js'
import { type KnownSize, knownSize } from '../shapes/checkDim.js'
import { orRefuse, refuse } from '../shapes/defect.js'
import { type AnyShape, type AnySize, type Dim, type DimOf, dimsOf, type Sizes } from '../shapes/dim.js'
import { type Same, sameSizes } from '../shapes/equal.js'
import { eventFault } from '../shapes/event.js'
import { type Said, type Show, show } from '../shapes/message.js'
import { beside, builtCoding, type Coded, type CodingStep, codedOne, plus } from './coding.js'
import { type Layer, madeOf } from './layer.js'
import { type Codes, initialCodes, nearest, type Rows } from './nearest.js'
import type { Net } from './net.js'
import type { CodesOf } from './quantize.js'
import type { Expect } from './step.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The parameters of both levels. A type and not an interface, so that it is a tree of tensors. */
export type LevelsParameters<Down, Top, Up, Below, Bottom> = {
  readonly down: Down
  readonly top: Top
  readonly up: Up
  readonly below: Below
  readonly bottom: Bottom
}

/** Vector quantization on two levels as a step. */
export interface QuantizeLevels<Event extends AnyShape, Params> extends CodingStep {
  readonly name: 'quantizeLevels'
  readonly takes: Event
  readonly out: Expect<Event, this['in'], Event>
  readonly parameters: Params
  readonly kind: 'Tensor'
}

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

type NotANetwork<Part extends string> = Said<typeof notANetwork<Part>>
const notANetwork = <Part extends string>(part: Part) =>
  `quantizeLevels: ${part} is not a network that gives a Tensor, without noise and state` as const

type OtherWay<Part extends string, Wanted extends string, Given extends string> = Said<
  typeof otherWay<Part, Wanted, Given>
>
const otherWay = <Part extends string, Wanted extends string, Given extends string>(
  part: Part,
  wanted: Wanted,
  given: Given,
) => `quantizeLevels: ${part} must go ${wanted}, not ${given}` as const

type Way<In, Out> = `from ${Show<In>} to ${Show<Out>}`
const wayOf = (from: Sizes, to: Sizes) => `from ${show(dimsOf(from))} to ${show(dimsOf(to))}`

/** A network from one event to another itself, or the message in its place. */
type Goes<Part extends string, Given, From, To> =
  Given extends Net<infer In, infer Out, infer _Params, 'Tensor'>
    ? Same<readonly [In, Out], readonly [From, To]> extends true
      ? Given
      : OtherWay<Part, Way<From, To>, Way<In, Out>>
    : NotANetwork<Part>

type InOf<Given> = Given extends Net<infer In, infer _Out, infer _Params, 'Tensor'> ? In : never
type OutOf<Given> = Given extends Net<infer _In, infer Out, infer _Params, 'Tensor'> ? Out : never
type ParamsOf<Given> = Given extends Net<infer _In, infer _Out, infer Params, 'Tensor'> ? Params : never

const CODES = 'quantizeLevels: the number of codes'

/** The networks between the levels, each itself where it fits. */
export interface CheckedLevels<Down, Up, Below, Top, Bottom> {
  /** From what is given to the coarse view of it. */
  readonly down: Goes<'down', Down, InOf<Down>, OutOf<Down>>
  /** How many codes the coarse level has. */
  readonly top: KnownSize<Top, typeof CODES>
  /** Back up from the coarse codes. */
  readonly up: Goes<'up', Up, OutOf<Down>, InOf<Down>>
  /** What the level below codes, of what is given and the coarse codes together. */
  readonly below: Goes<'below', Below, InOf<Down>, InOf<Down>>
  /** How many codes the level below has. */
  readonly bottom: KnownSize<Bottom, typeof CODES>
}

type AnyNet = Net<AnyShape, AnyShape, unknown, 'Tensor'>
type Networks = Readonly<Record<'down' | 'up' | 'below', AnyNet>>

const isPlain = (given: AnyNet | undefined): boolean =>
  typeof given?.apply === 'function' &&
  given.kind === 'Tensor' &&
  Array.isArray(given.input) &&
  ((given as { readonly uses?: readonly unknown[] }).uses ?? []).length === 0

const networksFault = (networks: Networks): string | null => {
  const other = (['down', 'up', 'below'] as const).find((part) => !isPlain(networks[part]))
  if (other !== undefined) return notANetwork(other)
  const { input, output } = networks.down
  const ways = { up: [output, input], below: [input, input] } as const
  const astray = (['up', 'below'] as const).find(
    (part) => !(sameSizes(networks[part].input, ways[part][0]) && sameSizes(networks[part].output, ways[part][1])),
  )
  return astray === undefined
    ? null
    : otherWay(astray, wayOf(...ways[astray]), wayOf(networks[astray].input, networks[astray].output))
}

// -----------------------------------------------------------------------------
// both levels
// -----------------------------------------------------------------------------

type Params = LevelsParameters<unknown, Codes, unknown, unknown, Codes>

/** The coarse codes first: those below are of what is given with what these say of it. */
const code =
  ({ down, up, below }: Networks) =>
  (params: Params) =>
  (x: Rows): Coded => {
    // safe: the networks go between the events of both levels
    const through = (net: AnyNet, own: unknown) => (rows: Rows) => net.apply(own)<'batch'>(rows as never) as Rows
    const coarse = pipe(x, through(down, params.down))
    const top = codedOne(coarse, nearest(down.output)(params.top)(coarse))
    const raised = through(up, params.up)(top.value)
    const fine = pipe(x, plus(raised), through(below, params.below))
    const bottom = codedOne(fine, nearest(down.input)(params.bottom)(fine))
    return {
      value: pipe(bottom.value, plus(raised)),
      encoded: beside([top.encoded, bottom.encoded]),
      chosen: beside([top.chosen, bottom.chosen]),
    }
  }

const channelsOf = (event: Sizes): AnySize => event.at(-1) ?? refuse(notANetwork('down'))

/**
 * Codes on two levels in the place of what is given: those of a coarse view of it, to which `down` goes, and below them those of what
 * `below` makes of it and of the coarse codes, which `up` raises. The sum of both stands in its place.
 *
 * The paper gives both side by side to a convolution; the sum is the same with `up` as a part of it. As of `quantize`, the gradient goes
 * straight through, and none goes to the codes. In `VqVae.make` the terms that move them are the sums over both levels.
 *
 * Shapes: `[Row, ...In] -> [Row, ...In]`. Errors: a `ShapeError` with the message of the compiler.
 * Source: Razavi, van den Oord and Vinyals, "Generating Diverse High-Fidelity Images with VQ-VAE-2", arXiv:1906.00446, algorithm 1.
 *
 * @example
 * quantizeLevels({
 *   down: Layer.sequence(Layer.input([4, 4, 2]), Layer.conv2d(2, { kernel: 2, stride: 2 })),
 *   top: 16,
 *   up: Layer.sequence(Layer.input([2, 2, 2]), Layer.conv2dTranspose(2, { kernel: 2, stride: 2 })),
 *   below: Layer.sequence(Layer.input([4, 4, 2]), Layer.conv2d(2, { kernel: 1 })),
 *   bottom: 16,
 * }).name
 * //=> 'quantizeLevels'
 */
export const quantizeLevels = <Down, Up, Below, const Top, const Bottom>(
  levels: CheckedLevels<Down, Up, Below, Top, Bottom>,
): Layer<
  QuantizeLevels<
    InOf<Down>,
    LevelsParameters<
      ParamsOf<Down>,
      CodesOf<DimOf<Top> & Dim, OutOf<Down>>,
      ParamsOf<Up>,
      ParamsOf<Below>,
      CodesOf<DimOf<Bottom> & Dim, InOf<Down>>
    >
  >
> => {
  const networks = levels as unknown as Networks // safe: `networksFault` is the run-time version of `CheckedLevels`
  const fault = networksFault(networks)
  if (fault !== null) return refuse(fault)
  const [top, bottom] = [levels.top, levels.bottom].map((each): AnySize => orRefuse(knownSize(each, CODES))) as [
    AnySize,
    AnySize,
  ]
  const { down, up, below } = networks
  return madeOf({
    name: 'quantizeLevels',
    takes: down.input,
    build: (given) =>
      eventFault(down.input, given) ??
      builtCoding({
        out: given,
        init: (key: Key) => ({
          down: down.init(child('down')(key)),
          top: initialCodes(top, channelsOf(down.output))(child('top')(key)),
          up: up.init(child('up')(key)),
          below: below.init(child('below')(key)),
          bottom: initialCodes(bottom, channelsOf(down.input))(child('bottom')(key)),
        }),
        count: top.size + bottom.size,
        tables: 2,
        isMoved: true,
        code: code(networks),
      }),
  })
}
