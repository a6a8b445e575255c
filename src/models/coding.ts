/** How a model of codes replaces what is encoded: by codes that are its parameters, or by a layer that quantizes. */

import { type BuiltCoding, type Coded, codedOne } from '../layers/coding.js'
import type { Context } from '../layers/context.js'
import { isMade, type Layer } from '../layers/layer.js'
import { type Codes, initialCodes, nearest, type Rows } from '../layers/nearest.js'
import { NO_CONTEXT } from '../layers/running.js'
import type { Step } from '../layers/step.js'
import { child, type Key } from '../random/key.js'
import { knownSize } from '../shapes/checkDim.js'
import { orRefuse, refuse } from '../shapes/defect.js'
import type { AnySize, Sizes } from '../shapes/dim.js'
import type { Said } from '../shapes/message.js'
import { type Runnable, type Running, type States, stateBranch } from './state.js'

// -----------------------------------------------------------------------------
// messages: one name, one text, for the compiler and for the run time
// -----------------------------------------------------------------------------

export const otherLayer =
  'vqVae: the codes must be a number of them, or a layer such as Layer.quantizeByAverage' as const

export const CODES = 'vqVae: the number of codes'

export type CodesRefused<Words extends string> = Said<typeof codesRefused<Words>>
const codesRefused = <Words extends string>(words: Words) => `vqVae: the layer of codes ${words}` as const

// -----------------------------------------------------------------------------
// both ways
// -----------------------------------------------------------------------------

/** The parameters of a model of codes, with their types erased. */
export interface AnyParams extends Readonly<Record<'encoder' | 'decoder', unknown>> {
  readonly codes?: unknown
  readonly state?: States
}

/** How what is encoded is replaced. */
export interface Coding {
  readonly init: (key: Key) => { readonly codes?: unknown }
  readonly begin: () => { readonly state?: object }
  readonly code: (params: AnyParams, running: Running) => (encoded: Rows) => Coded
  /** How many codes there are. */
  readonly count: number
  /** Whether a term moves the codes. */
  readonly isMoved: boolean
  /** How many tables of them are learned, by a term or by training itself. */
  readonly tables: number
}

const learned = (count: AnySize, output: Sizes): Coding => ({
  init: (key) => ({ codes: initialCodes(count, output.at(-1) as AnySize)(child('codes')(key)) }), // safe: `kindFault`: there is one
  begin: () => ({}),
  code:
    ({ codes }) =>
    (encoded) =>
      codedOne(encoded, nearest(output)(codes as Codes)(encoded)),
  count: count.size,
  ...{ isMoved: true, tables: 1 },
})

/** A layer as what a model runs: it says what it codes, and not only what it gives. Safe: what `init` gives, it takes. */
const runnableOf = ({ uses = [], begin, coding: { run } }: BuiltCoding): Runnable => ({
  uses,
  begin: begin ?? (() => null),
  run: (parameters, context) => (x) => run(parameters as never, context as never)(x as never),
  apply: (parameters: never) => (x: never) => run(parameters, NO_CONTEXT as Context<never>)(x)[0],
})

const ofLayer = (built: BuiltCoding): Coding => {
  const { count, isMoved, tables } = built.coding
  const runnable = runnableOf(built)
  return {
    init: (key) => {
      const codes = built.init(child('codes')(key))
      return codes === null ? {} : { codes }
    },
    begin: () => (built.begin === undefined ? {} : stateBranch({ codes: built.begin() })),
    code:
      ({ codes = null }, { run }) =>
      (encoded) =>
        run('codes', runnable)(codes)(encoded) as Coded, // safe: it is what such a layer says
    ...{ count, isMoved, tables },
  }
}

/** Safe: a layer that does not quantize is refused by the compiler, and by what it is built of here. */
export const codingOf = (codes: unknown, output: Sizes): Coding => {
  if (typeof codes !== 'object' || codes === null || !isMade(codes))
    return learned(orRefuse(knownSize(codes, CODES)), output)
  const built = (codes as Layer<Step>).build(output)
  if (typeof built === 'string') return refuse(codesRefused(built))
  return 'coding' in built ? ofLayer(built as BuiltCoding) : refuse(otherLayer)
}
