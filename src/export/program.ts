/** A typed program as an ONNX model: its parameters inside, its inputs and outputs by name, one axis of any size. */

import * as tf from '@tensorflow/tfjs-core'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
// not from the index of the room, whose declarations mention TensorFlow.js
import type { ElementType, Graph } from '../compiler/graph/value.js'
import {
  type Declare,
  type GraphInput,
  type GraphOutput,
  type SymbolicSize,
  type SymbolicSpec,
  traceSymbolic,
} from '../compiler/index.js'
import type { Draw } from '../engines/compiled/draw.js'
import { recording } from '../engines/compiled/program.js'
import { opset, serialize } from '../onnx/index.js'
import type { Key } from '../random/key.js'
import type { NoiseDistribution } from '../random/noise.js'
import { dimFault, type Known, type KnownSize, knownSize } from '../shapes/checkDim.js'
import { refuse, ShapeError } from '../shapes/defect.js'
import type { ShapeOf } from '../shapes/dim.js'
import { show } from '../shapes/message.js'
import { type Tagged, tagged } from '../shapes/tagged.js'
import { unwrap, wrap } from '../tensors/native.js'
import { type AnyHostTensor, type AnyTensor, elements, type Tensor } from '../tensors/tensor.js'
import { fromHostTree, type Host, hostLeaves, leaves } from '../tensors/tree.js'
import { VERSION } from './version.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** An input or an output of an exported model. */
export interface OnnxPort {
  readonly name: string
  readonly type: ElementType
  /** A number for each axis, or the name of the axis that may be of any size. */
  readonly sizes: readonly (number | string)[]
}

/** An ONNX model: the bytes of its file, and what it takes and gives. */
export interface OnnxFile {
  readonly name: string
  readonly bytes: Uint8Array
  readonly opset: number
  readonly inputs: readonly OnnxPort[]
  readonly outputs: readonly OnnxPort[]
  /** What is written in the file beside the model. */
  readonly metadata: Readonly<Record<string, string>>
}

/** A program that cannot be exported, and why. */
export type ExportRefused = Tagged<'ExportRefused'>

/** A shape that a cast let through, or a program that cannot be exported. */
export type ExportError = ShapeError | ExportRefused

/** Text that goes into the file: that of a port stands beside its sizes. */
export interface Annotations {
  readonly metadata?: Readonly<Record<string, string>>
  readonly ports?: Readonly<Record<string, string>>
}

// -----------------------------------------------------------------------------
// the check
// -----------------------------------------------------------------------------

type AxisOf<Given> = [Given] extends [string]
  ? Known<Given, 'exportProgram: an axis'>
  : KnownSize<Given, 'exportProgram: an axis'>

type CheckedAxes<Given extends readonly unknown[]> = { readonly [Index in keyof Given]: AxisOf<Given[Index]> }

/** The axes of inputs, by name. */
export type Inputs = Readonly<Record<string, readonly unknown[]>>

/** The axes of inputs, with the message in place of an axis that does not fit. */
export type CheckedInputs<Given extends Inputs> = { readonly [Name in keyof Given]: CheckedAxes<Given[Name]> }

/** The tensors of some inputs. */
export type InputsOf<Given extends Inputs> = { readonly [Name in keyof Given]: Tensor<ShapeOf<Given[Name]>> }

/** A program to export. */
export interface Exportable<Params, Given extends Inputs, Output> extends Annotations {
  readonly name: string
  /** The shape of each input: numbers, sizes with a name, and one name alone for the axis that may be of any size. */
  readonly inputs: CheckedInputs<Given>
  /** What it draws from the key becomes an input: `normal` or `uniform`, then `normal:1`, … in the order of drawing. */
  readonly program: (params: Params, inputs: InputsOf<Given>, key: Key) => Output
}

const axis =
  (input: string) =>
  (given: unknown): SymbolicSize => {
    const what = `exportProgram: an axis of ${input}`
    if (typeof given !== 'string') {
      const size = knownSize(given, what)
      return typeof size === 'string' ? refuse(size) : size.size
    }
    const message = dimFault(given, what)
    return message === null ? given : refuse(message)
  }

// -----------------------------------------------------------------------------
// effects
// -----------------------------------------------------------------------------

export const exportRefused = (message: string, options?: ErrorOptions): ExportRefused =>
  tagged<ExportRefused>('ExportRefused', `export: ${message}`, {}, options)

const caught = (thrown: unknown): ExportError =>
  thrown instanceof ShapeError
    ? thrown
    : exportRefused(thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown })

/** Runs what traces. TensorFlow.js must have a backend, for a trace to come back to. */
export const tracing = <A>(run: () => E.Either<ExportError, A>): TE.TaskEither<ExportError, A> =>
  pipe(
    TE.tryCatch(async () => {
      if (tf.getBackend() === '') await tf.setBackend('cpu')
      return run()
    }, caught),
    TE.flatMapEither((result) => result),
  )

// -----------------------------------------------------------------------------
// tracing
// -----------------------------------------------------------------------------

/** The program and its types, erased. */
export interface AnyExportable extends Annotations {
  readonly name: string
  readonly inputs: Inputs
  readonly program: (params: unknown, inputs: Readonly<Record<string, AnyTensor>>, key: Key) => unknown
}

/** The message of noise, by its distribution. */
const NOISE: Readonly<Record<NoiseDistribution, string>> = { normal: 'standard normal', uniform: 'uniform in (0, 1)' }

const drawName = (distribution: NoiseDistribution, place: number): string =>
  place === 0 ? distribution : `${distribution}:${place}`

/** A tree that is one tensor has no path, and takes the name. */
const named = (path: string, alone: string): string => (path === '' ? alone : path)

export interface TracedProgram {
  readonly graph: Graph
  readonly draws: readonly Draw[]
}

const paramName = (path: string): string => named(path, 'params')

const paramSpecs = (params: unknown): Readonly<Record<string, SymbolicSpec>> =>
  Object.fromEntries(hostLeaves(params).map(({ path, value }) => [paramName(path), { shape: value.sizes }]))

const inputSpecs = (inputs: AnyExportable['inputs']): Readonly<Record<string, SymbolicSpec>> =>
  Object.fromEntries(Object.entries(inputs).map(([name, shape]) => [name, { shape: shape.map(axis(name)) }]))

/** The dimensions that the types of a shape say: a name for a size with a name. */
const dimsOf = (shape: readonly unknown[]): readonly unknown[] =>
  shape.map((each) => (typeof each === 'object' && each !== null && 'dim' in each ? each.dim : each))

type Natives = Readonly<Record<string, tf.Tensor>>

const native = (tensors: Natives, name: string): tf.Tensor => tensors[name] ?? refuse(`export: there is no ${name}`)

const traced = (
  { name: label, inputs, program }: AnyExportable,
  params: unknown,
): E.Either<ExportRefused, TracedProgram> => {
  const held: { draws: readonly Draw[] } = { draws: [] }
  const paths = new Map(hostLeaves(params).map(({ path, value }) => [value, paramName(path)]))
  const param = (tensors: Natives) => (value: AnyHostTensor) =>
    wrap(value.shape, native(tensors, paths.get(value) ?? ''))
  const run = (tensors: Natives, declare: Declare): Natives => {
    const noise = recording(declare, drawName)
    const given = Object.entries(inputs).map(([name, shape]) => [name, wrap(dimsOf(shape), native(tensors, name))])
    const output = program(fromHostTree(param(tensors))(params as Host<unknown>), Object.fromEntries(given), noise.key)
    held.draws = noise.draws()
    return Object.fromEntries(leaves(output).map(({ path, value }) => [named(path, 'output'), unwrap(value)]))
  }
  return pipe(
    traceSymbolic(run, { ...inputSpecs(inputs), ...paramSpecs(params) }, { label }),
    E.bimap(
      ({ message }) => exportRefused(message),
      (graph) => ({ graph, draws: held.draws }),
    ),
  )
}

// -----------------------------------------------------------------------------
// what cannot be written
// -----------------------------------------------------------------------------

/** Two things of one name, which ONNX forbids, or numbers that are not as many as their sizes say. */
const inputsFault = (inputs: readonly string[], params: unknown): string | null => {
  const clash = hostLeaves(params).find(({ path }) => inputs.includes(paramName(path)))
  const short = hostLeaves(params).find(({ value: { sizes, values } }) => elements(sizes) !== values.length)
  return clash !== undefined
    ? `${paramName(clash.path)} is the name of an input and of a parameter`
    : short !== undefined
      ? `${paramName(short.path)} of sizes ${show(short.value.sizes)} takes ${elements(short.value.sizes)} numbers but has ${short.value.values.length}`
      : null
}

/** The same for what is known only after the trace: draws and outputs. */
const graphFault = ({ inputs, outputs }: Graph): string | null => {
  const names = inputs.map(({ name }) => name)
  const draw = names.find((name, index) => names.indexOf(name) !== index)
  const both = outputs.find(({ name }) => names.includes(name))
  return draw !== undefined
    ? `${draw} is the name of a draw and of an input or a parameter`
    : both !== undefined
      ? `${both.name} is the name of an output and of an input or a parameter`
      : outputs.length === 0
        ? 'the program gives no tensor'
        : null
}

// -----------------------------------------------------------------------------
// writing
// -----------------------------------------------------------------------------

const port = ({ name, value, sizes }: GraphInput | GraphOutput): OnnxPort => ({
  name,
  type: value.type,
  sizes: sizes ?? value.shape,
})

/** The metadata of a file: the given entries, and a line for each port. */
const metadataOf = (
  { name, metadata, ports = {} }: AnyExportable,
  draws: readonly Draw[],
  inputs: readonly OnnxPort[],
  outputs: readonly OnnxPort[],
): Readonly<Record<string, string>> => {
  const notes = { ...Object.fromEntries(draws.map((draw) => [draw.name, NOISE[draw.distribution]])), ...ports }
  const line = (each: OnnxPort) =>
    [`${each.type} ${show(each.sizes)}`, notes[each.name]].filter((part) => part !== undefined).join(', ')
  const lines = (what: string, all: readonly OnnxPort[]) => all.map((each) => [`${what} ${each.name}`, line(each)])
  return {
    ...metadata,
    version: VERSION,
    program: name,
    ...Object.fromEntries([...lines('input', inputs), ...lines('output', outputs)]),
  }
}

/** The numbers of parameters, by the names of their inputs. */
export const weightsOf = (params: unknown): Readonly<Record<string, Float32Array>> =>
  Object.fromEntries(hostLeaves(params).map(({ path, value }) => [paramName(path), value.values]))

const written = (exportable: AnyExportable, params: unknown, { graph, draws }: TracedProgram): OnnxFile => {
  const numbers = weightsOf(params)
  const inputs = graph.inputs.filter(({ name }) => numbers[name] === undefined).map(port)
  const outputs = graph.outputs.map(port)
  const metadata = metadataOf(exportable, draws, inputs, outputs)
  const { bytes } = serialize(graph, { numbers, metadata, version: VERSION })
  return { name: exportable.name, bytes, opset, inputs, outputs, metadata }
}

/** A program whose types have been checked elsewhere, traced, or why it cannot be written. */
export const writable = (exportable: AnyExportable, params: unknown): E.Either<ExportRefused, TracedProgram> => {
  const message = inputsFault(Object.keys(exportable.inputs), params)
  return message !== null
    ? E.left(exportRefused(message))
    : pipe(
        traced(exportable, params),
        E.flatMap((program) => {
          const refused = graphFault(program.graph)
          return refused === null ? E.right(program) : E.left(exportRefused(refused))
        }),
      )
}

/** `exportProgram` for programs whose types have been checked elsewhere. */
export const exportAny =
  (exportable: AnyExportable) =>
  (params: unknown): TE.TaskEither<ExportError, OnnxFile> =>
    tracing(() =>
      pipe(
        writable(exportable, params),
        E.map((program) => written(exportable, params, program)),
      ),
    )

/**
 * A typed program and its parameters as an ONNX model.
 *
 * The parameters are written into the file under their paths. The outputs are the tensors that the program gives, by
 * their paths. An axis of the inputs that is a name alone may be of any size when the model runs. The same program and
 * parameters give the same bytes.
 *
 * Errors: `ShapeError` for a shape that a cast let through; `ExportRefused` for what cannot be traced, for a program that
 * is another one for other sizes, and for two things of one name.
 */
export const exportProgram =
  <Params, const Given extends Inputs, Output>(exportable: Exportable<Params, Given, Output>) =>
  (params: Host<Params>): TE.TaskEither<ExportError, OnnxFile> =>
    // safe: the tensors that the program is given have the shapes that it was declared with
    exportAny(exportable as unknown as AnyExportable)(params)
