/** What there is to look at of a model, closed over: run by an engine, and of no type that a caller would have to know. */

import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { Engine, EngineError } from '../engines/engine.js'
import type { Programs } from '../explorer/programs.js'
import type { ExportError, OnnxFile } from '../export/index.js'
import type { Key } from '../random/key.js'
import type { AnyHostTensor, AnyTensor } from '../tensors/tensor.js'
import type { Host } from '../tensors/tree.js'
import type { CodesLook, Condition, Looks, MoveAsked, NormalRows, WayAsked } from './looks.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Parameters of a model that nothing more is known of: those that an experiment has given, or was loaded for. */
export type Parameters = Host<unknown>

/** What a look at a model needs. */
export interface LookRequest {
  readonly params: Parameters
  readonly key: Key
  readonly engine: Engine
}

/** Rows on the host. */
export type HostRows = AnyHostTensor

type Look<Given, Found> = (request: LookRequest) => (given: Given) => TE.TaskEither<EngineError, Found>

/** New examples, and the means that they were drawn around. */
type Examples = { readonly mean: HostRows; readonly x: HostRows }

/** What new examples are drawn for: the conditions, and examples for values by their numbers. */
export interface GivenViews {
  readonly conditions: Readonly<Record<string, Condition>>
  /** The values of a condition that is left out take turns. */
  readonly generate: (chosen: Readonly<Record<string, number>>) => Look<number, Examples>
}

/** The codes that are chosen, and what is known of all of them. */
export interface CodesView extends Pick<CodesLook<never>, 'channels' | 'count'> {
  readonly chosen: Look<HostRows, HostRows>
}

/** What there is to look at, run by an engine; `null` for what the model cannot do. */
export interface Views {
  readonly kind: string
  readonly architecture: readonly string[]
  readonly latent: readonly number[] | null
  readonly reconstruct: Look<HostRows, HostRows> | null
  /** Of how many. */
  readonly generate: Look<number, Examples> | null
  readonly given: GivenViews | null
  readonly encode: Look<HostRows, HostRows> | null
  readonly posterior: Look<HostRows, NormalRows<HostRows>> | null
  readonly klPerLatent: Look<HostRows, HostRows> | null
  readonly logVariance: Look<HostRows, HostRows> | null
  readonly decode: Look<HostRows, HostRows> | null
  readonly codes: CodesView | null
  readonly interpolate:
    | ((asked: WayAsked) => Look<{ readonly first: HostRows; readonly last: HostRows }, HostRows>)
    | null
  readonly traverse: ((asked: MoveAsked) => Look<HostRows, HostRows>) | null
  readonly explore: Programs | null
  readonly files:
    | ((
        metadata: Readonly<Record<string, string>>,
      ) => (params: Parameters) => TE.TaskEither<ExportError, readonly OnnxFile[]>)
    | null
}

// -----------------------------------------------------------------------------
// looks as programs
// -----------------------------------------------------------------------------

/** Runs a look as a program of an engine. */
const running = <Found>(
  { params, key, engine }: LookRequest,
  rows: unknown,
  look: (params: never, rows: never, own: Key) => unknown,
): TE.TaskEither<EngineError, Found> => {
  const program = engine.run((given: { readonly params: never; readonly rows: never }, own: Key) =>
    look(given.params, given.rows, own),
  )
  // safe: a tree of tensors of the engine is given as the same tree on the host, and so is what is found
  return program({ params, rows } as never, key) as unknown as TE.TaskEither<EngineError, Found>
}

type OfRows = (params: never) => (rows: AnyTensor) => unknown

/** A function of rows. */
const lookOf =
  <Found = HostRows>(look: OfRows): Look<HostRows, Found> =>
  (request) =>
  (rows) =>
    running(request, rows, (params, of: AnyTensor) => look(params)(of))

/** A function of rows, where there is one. */
const viewOf = <Found = HostRows>(look: OfRows | undefined): Look<HostRows, Found> | null =>
  look === undefined ? null : lookOf<Found>(look)

/** As many new examples. */
const generateOf = (generate: Looks<never>['generate']): Views['generate'] =>
  generate === undefined
    ? null
    : (request) => (count) => running(request, null, (params, _, own) => generate(params, own, count))

/** Rows of one condition, one-hot: all of one value, or of each in turn. */
const conditionRows = ({ dim, names: { length } }: Condition, count: number, chosen: number | undefined): HostRows => {
  const values = new Float32Array(count * length)
  for (let row = 0; row < count; row++) values[row * length + (chosen ?? row % length)] = 1
  return { shape: ['rows', dim], sizes: [count, length], values }
}

/** New examples for values of conditions. */
const givenOf = (looks: Looks<never>['given']): GivenViews | null =>
  looks === undefined
    ? null
    : {
        conditions: looks.conditions,
        generate: (chosen) => (request) => (count) => {
          const rows = Object.entries(looks.conditions).map(
            ([name, condition]) => [name, conditionRows(condition, count, chosen[name])] as const,
          )
          return running(request, Object.fromEntries(rows), (params, given, own) => looks.generate(params, own, given))
        },
      }

/** A function of a tree of rows, given how it looks. */
const treeView = <Given, Of>(look: ((params: never, given: Given) => (of: Of) => AnyTensor) | undefined) =>
  look === undefined
    ? null
    : (given: Given) => (request: LookRequest) => (rows: unknown) =>
        running<HostRows>(request, rows, (params, of) => look(params, given)(of))

/** The ways between two rows each, which are given as one tree. */
const pairView = (interpolate: Looks<never>['interpolate']): Views['interpolate'] =>
  treeView(
    interpolate &&
      ((params: never, asked: WayAsked) =>
        ({ first, last }: { readonly first: AnyTensor; readonly last: AnyTensor }) =>
          interpolate(params, asked)(first, last)),
  )

/** The views of looks: of a model that shows none, none. */
export const viewsOf = (looks: Looks<never> | undefined): Views => {
  const given = givenOf(looks?.given)
  return {
    kind: looks?.kind ?? 'model',
    architecture: looks?.architecture ?? [],
    latent: looks?.latent ?? null,
    reconstruct: viewOf(looks?.reconstruct),
    generate: given?.generate({}) ?? generateOf(looks?.generate),
    given,
    encode: viewOf(looks?.encode),
    posterior: viewOf<NormalRows<HostRows>>(looks?.posterior),
    klPerLatent: viewOf(looks?.klPerLatent),
    logVariance: viewOf(looks?.logVariance),
    decode: viewOf(looks?.decode),
    codes: looks?.codes === undefined ? null : { ...looks.codes, chosen: lookOf(looks.codes.chosen) },
    interpolate: pairView(looks?.interpolate),
    traverse: treeView(looks?.traverse),
    explore: looks?.explore ?? null,
    files: looks?.files ?? null,
  }
}
