/** What there is to look at of a model, closed over: run by an engine, and of no type that a caller would have to know. */

import type * as TE from 'fp-ts/lib/TaskEither.js'
import type { KlBy } from '../distributions/klOfEach.js'
import type { Engine } from '../engines/engine.js'
import type { Programs } from '../explorer/traced.js'
import type { ExportError, OnnxFile } from '../export/index.js'
import { type Given, NOTHING } from '../models/joint/given.js'
import type { Key } from '../random/key.js'
import type { AnyHostTensor, AnyTensor } from '../tensors/tensor.js'
import type { Host } from '../tensors/tree.js'
import type { TrainError } from '../training/index.js'
import type { ClustersLook } from './clusters.js'
import type { CodesLook, Condition, Looks, MoveAsked, NormalRows, WayAsked } from './looks.js'
import type { ModalitiesLook } from './modalities.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Parameters of a model that nothing more is known of: those that an experiment has given, or was loaded for. */
export type Parameters = Host<unknown>

/** Values of conditions that were chosen, by their numbers. */
export type Chosen = Readonly<Record<string, number>>

/** What a look at a model needs. */
export interface LookRequest {
  readonly params: Parameters
  readonly key: Key
  readonly engine: Engine
  /**
   * What latents are decoded for: of a condition that is left out the value that an example has itself, the first of them for
   * latents of no example, and each in turn for new examples.
   */
  readonly chosen?: Chosen
}

/** Rows on the host. */
export type HostRows = AnyHostTensor

/** Rows of examples, and of whatever else the data says of each: what a model with conditions is given. */
export type ExampleRows = HostRows & { readonly beside?: Readonly<Record<string, HostRows>> }

/** Errors: those of the engine; where what belongs to single examples is found first, those of a training. */
type Asked<Found> = TE.TaskEither<TrainError, Found>

/** A look, given what is looked at. */
export type Look<Given, Found> = (request: LookRequest) => (given: Given) => Asked<Found>

/** New examples, and the means that they were drawn around. */
type Examples = { readonly mean: HostRows; readonly x: HostRows }

/** The codes that are chosen, and what is known of all of them. */
export interface CodesView extends Pick<CodesLook<never>, 'channels' | 'count'> {
  readonly chosen: Look<HostRows, HostRows>
}

/** Which cluster each example is of, and what clusters are called. */
export interface ClustersView extends Pick<ClustersLook<never>, 'names'> {
  readonly of: Look<ExampleRows, HostRows>
}

/** The means of modalities, by their names. */
export type HostMeans = Readonly<Record<string, HostRows>>

/** What is made of several modalities, and of each alone. */
export interface ModalitiesView extends Pick<ModalitiesLook<never>, 'classes'> {
  readonly drawn: Look<number, HostMeans>
  readonly from: Readonly<Record<string, Look<HostRows, HostMeans>>>
}

/** Conditions by the names that the model has for them. */
export type Conditions = Readonly<Record<string, Condition>>

/** What there is to look at, run by an engine; `null` for what the model cannot do. */
export interface Views {
  readonly kind: string
  readonly architecture: readonly string[]
  readonly latent: readonly number[] | null
  readonly reconstruct: Look<ExampleRows, HostRows> | null
  /** Of how many. */
  readonly generate: Look<number, Examples> | null
  /** What examples and latents are given beside themselves, and the names of its values. */
  readonly conditions: Conditions | null
  /** Under what examples have themselves, unless it is chosen. */
  readonly encode: Look<ExampleRows, HostRows> | null
  readonly drawLatents: Look<ExampleRows, HostRows> | null
  /** Under conditions that are chosen. */
  readonly generateAt: Look<HostRows, Examples> | null
  readonly posterior: Look<ExampleRows, NormalRows<HostRows>> | null
  readonly klPerLatent: Look<ExampleRows, HostRows> | null
  /** How `klPerLatent` is known. */
  readonly klBy: KlBy | null
  readonly logVariance: Look<ExampleRows, HostRows> | null
  readonly decode: Look<HostRows, HostRows> | null
  readonly codes: CodesView | null
  readonly clusters: ClustersView | null
  readonly modalities: ModalitiesView | null
  readonly interpolate:
    | ((asked: WayAsked) => Look<{ readonly first: ExampleRows; readonly last: ExampleRows }, HostRows>)
    | null
  readonly traverse: ((asked: MoveAsked) => Look<ExampleRows, HostRows>) | null
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

type Program<Found> = (given: { readonly params: Parameters; readonly rows: unknown }, key: Key) => Asked<Found>

/** A look, run by an engine: as one program for all that it is shown, since an engine that compiles does so for each. */
const running = <Found>(look: (params: never, rows: never, own: Key) => unknown) => {
  const programs = new WeakMap<Engine, Program<Found>>()
  const programOf = (engine: Engine): Program<Found> =>
    engine.run(
      (given: { readonly params: never; readonly rows: never }, own: Key) => look(given.params, given.rows, own),
      // safe: a tree of tensors of the engine is given as the same tree on the host, and so is what is found
    ) as unknown as Program<Found>
  return ({ params, key, engine }: LookRequest, rows: unknown): Asked<Found> => {
    const program = programs.get(engine) ?? programOf(engine)
    programs.set(engine, program)
    return program({ params, rows }, key)
  }
}

// -----------------------------------------------------------------------------
// what is given beside rows
// -----------------------------------------------------------------------------

/** Rows of one condition, one-hot: all of one value, or of each in turn. */
const oneHotRows = (
  { dim, names: { length } }: Condition,
  count: number,
  chosen: number | 'each in turn',
): HostRows => {
  const values = new Float32Array(count * length)
  for (let row = 0; row < count; row++) values[row * length + (chosen === 'each in turn' ? row % length : chosen)] = 1
  return { shape: ['rows', dim], sizes: [count, length], values }
}

const rowsOfAll = (
  conditions: Conditions,
  count: number,
  of: (name: string) => HostRows | number | 'each in turn',
): Readonly<Record<string, HostRows>> =>
  Object.fromEntries(
    Object.entries(conditions).map(([name, condition]) => {
      const found = of(name)
      return [name, typeof found === 'object' ? found : oneHotRows(condition, count, found)]
    }),
  )

const countOf = ({ sizes }: HostRows): number => sizes[0] ?? 0

/** Rows of conditions on the host: what examples have themselves, and what latents are decoded for. */
type HostGiven = { readonly [Name in keyof Given]: Readonly<Record<string, HostRows>> }

const givenOf = (conditions: Conditions, { chosen = {} }: LookRequest, rows: ExampleRows): HostGiven => ({
  seen: {
    ...rows.beside,
    ...rowsOfAll(conditions, countOf(rows), (name) => rows.beside?.[name] ?? chosen[name] ?? 0),
  },
  shown: rowsOfAll(conditions, countOf(rows), (name) => chosen[name] ?? rows.beside?.[name] ?? 0),
})

/** Rows without what is beside them. */
const bare = ({ shape, sizes, values }: ExampleRows): HostRows => ({ shape, sizes, values })

// -----------------------------------------------------------------------------
// the views of looks
// -----------------------------------------------------------------------------

/** What looks are taken from: those of a model where its conditions, or what else it is told, are given; else its own whatever is given. */
interface Source {
  readonly conditions: Conditions
  readonly at: (given: Given) => Looks<never>
}

const sourceOf = (looks: Looks<never>): Source => {
  const { given, beside } = looks
  return {
    conditions: given?.conditions ?? {},
    at: given?.at ?? (({ seen }) => ({ ...looks, ...beside?.at(seen) })),
  }
}

type OfRows = (params: never, key: Key) => (rows: AnyTensor) => unknown

/** A look at rows of examples or of latents, where there is one: conditions come with the rows, or were chosen. */
const rowsView = <Found = HostRows>(
  { conditions, at }: Source,
  look: (looks: Looks<never>) => OfRows | undefined,
): Look<ExampleRows, Found> | null => {
  const run = running<Found>((params, of: { readonly rows: AnyTensor; readonly given: Given }, own) =>
    look(at(of.given))?.(params, own)(of.rows),
  )
  return look(at(NOTHING)) === undefined
    ? null
    : (request) => (rows) => run(request, { rows: bare(rows), given: givenOf(conditions, request, rows) })
}

/** As many new examples: for values that are chosen, and each of others in turn. */
const generateView = ({ generate, given }: Looks<never>): Views['generate'] => {
  if (given !== undefined) {
    const run = running<Examples>((params, rows: Readonly<Record<string, AnyTensor>>, own) =>
      given.generate(params, own, rows),
    )
    return (request) => (count) =>
      run(
        request,
        rowsOfAll(given.conditions, count, (name) => request.chosen?.[name] ?? 'each in turn'),
      )
  }
  return generate === undefined
    ? null
    : (request) => (count) => running<Examples>((params, _, own) => generate(params, own, count))(request, null)
}

/** Two trees of rows: what lies between them. */
interface Pair {
  readonly first: AnyTensor
  readonly last: AnyTensor
  readonly given: { readonly first: Given; readonly last: Given }
}

/** The ways between two rows each. */
const interpolateView = ({ interpolate, given }: Looks<never>): Views['interpolate'] => {
  const between = given?.interpolate ?? interpolate
  return between === undefined
    ? null
    : (asked) => {
        const run = running<HostRows>((params, pair: Pair) => between(params, asked)(pair.first, pair.last, pair.given))
        return (request) =>
          ({ first, last }) => {
            const of = (rows: ExampleRows) => givenOf(given?.conditions ?? {}, request, rows)
            return run(request, {
              first: bare(first),
              last: bare(last),
              given: { first: of(first), last: of(last) },
            })
          }
      }
}

const traverseView = (source: Source): Views['traverse'] =>
  source.at(NOTHING).traverse === undefined
    ? null
    : (asked) => {
        const of = ({ traverse }: Looks<never>) => traverse && ((params: never) => traverse(params, asked))
        return rowsView(source, of) as Look<ExampleRows, HostRows> // safe: there is one
      }

const codesView = ({ codes }: Looks<never>, source: Source): CodesView | null => {
  const chosen = rowsView(source, (looks) => looks.codes?.chosen)
  return codes === undefined || chosen === null ? null : { ...codes, chosen }
}

const clustersView = (source: Source): ClustersView | null => {
  const of = rowsView(source, ({ clusters }) => clusters?.of)
  return of === null ? null : { of, names: source.at(NOTHING).clusters?.names ?? null }
}

const modalitiesView = ({ modalities }: Looks<never>): ModalitiesView | null => {
  if (modalities === undefined) return null
  const { classes, drawn, from } = modalities
  return {
    classes,
    drawn: (request) => (count) => running<HostMeans>((params, _, own) => drawn(params, own, count))(request, null),
    from: Object.fromEntries(
      Object.entries(from).map(([name, of]) => {
        const run = running<HostMeans>((params, rows: AnyTensor, own) => of(params, own)(rows))
        return [name, (request: LookRequest) => (rows: HostRows) => run(request, bare(rows))]
      }),
    ),
  }
}

/** A model that nobody has said anything of. */
const UNSEEN: Looks<never> = { kind: 'model', architecture: [] }

/** The views of looks: of a model that shows none, none. */
export const viewsOf = (looks: Looks<never> = UNSEEN): Views => {
  const source = sourceOf(looks)
  return {
    kind: looks.kind,
    architecture: looks.architecture,
    latent: looks.latent ?? null,
    reconstruct: rowsView(source, ({ reconstruct }) => reconstruct),
    generate: generateView(looks),
    conditions: looks.given?.conditions ?? null,
    encode: rowsView(source, ({ encode }) => encode),
    drawLatents: rowsView(source, ({ drawLatents }) => drawLatents),
    generateAt: rowsView<Examples>(source, (looks) => looks.generateAt),
    posterior: rowsView<NormalRows<HostRows>>(source, ({ posterior }) => posterior),
    klPerLatent: rowsView(source, ({ klPerLatent }) => klPerLatent),
    klBy: source.at(NOTHING).klBy ?? null,
    logVariance: rowsView(source, ({ logVariance }) => logVariance),
    decode: rowsView(source, ({ decode }) => decode),
    codes: codesView(looks, source),
    clusters: clustersView(source),
    modalities: modalitiesView(looks),
    interpolate: interpolateView(looks),
    traverse: traverseView(source),
    explore: looks.explore ?? null,
    files: looks.files ?? null,
  }
}
