/** ONNX files as others see them: run by ONNX Runtime itself, and decoded field by field. */

import protobuf from 'protobufjs/light.js'
import { unreported } from '../../src/engines/compiled/unreported.js'
import type { NumberArray, OnnxModel } from '../../src/onnx/index.js'

// -----------------------------------------------------------------------------
// running
// -----------------------------------------------------------------------------

/** Numbers and their sizes. */
export interface Numbers {
  readonly sizes: readonly number[]
  readonly values: Float32Array
}

/** The types that ONNX Runtime has for numbers. */
type Type = 'float32' | 'int32' | 'int64' | 'bool'

interface Tensor {
  readonly type: string
  readonly data: unknown
  readonly dims: readonly number[]
}

/** The part of `onnxruntime-node` that tests use: it may not be installed. */
interface Runtime {
  readonly InferenceSession: {
    readonly create: (
      bytes: Uint8Array,
      options: object,
    ) => Promise<{
      readonly run: (feeds: Readonly<Record<string, Tensor>>) => Promise<Readonly<Record<string, Tensor>>>
      readonly release: () => Promise<void>
    }>
  }
  readonly Tensor: new (type: Type, data: NumberArray['data'], sizes: readonly number[]) => Tensor
}

const NAME: string = 'onnxruntime-node'

/** ONNX Runtime in the thread of the test, which makes a first session at once: what it reports is switched off then. */
const runtime = (): Promise<Runtime> =>
  unreported(async () => {
    const { default: loaded }: { readonly default: Runtime } = await import(NAME)
    await loaded.InferenceSession.create(new Uint8Array(), { logSeverityLevel: 4 }).catch(() => undefined)
    return loaded
  })

/** Why a test is skipped, or `null` where ONNX Runtime is installed. */
export const runtimeMissing = (): Promise<string | null> =>
  runtime().then(
    () => null,
    (reason) => `skipped: ${reason instanceof Error ? reason.message : reason}`,
  )

/** Runs the bytes of a model by the names in it; what it gives has the names in it too. */
const run = async (
  bytes: Uint8Array,
  feeds: Readonly<Record<string, NumberArray>>,
): Promise<Readonly<Record<string, Tensor>>> => {
  const { InferenceSession, Tensor } = await runtime()
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 3 })
  const given = Object.entries(feeds).map(([name, { type, shape, data }]) => [name, new Tensor(type, data, shape)])
  const results = await session.run(Object.fromEntries(given))
  await session.release()
  return results
}

/** Runs a file of float32 numbers. */
export const runOnnx = async (
  bytes: Uint8Array,
  feeds: Readonly<Record<string, Numbers>>,
): Promise<Readonly<Record<string, Numbers>>> => {
  const given = Object.entries(feeds).map(([name, { sizes, values }]) => [
    name,
    { type: 'float32', shape: sizes, data: values } as const,
  ])
  const results = await run(bytes, Object.fromEntries(given))
  return Object.fromEntries(
    Object.entries(results).map(([name, { dims, data }]) => [name, { sizes: dims, values: data as Float32Array }]),
  )
}

/** Runs a model under the names that its graph was traced with. */
export const runModel = async (
  { bytes, inputs, outputs }: OnnxModel,
  feeds: Readonly<Record<string, NumberArray>>,
): Promise<Readonly<Record<string, NumberArray>>> => {
  const given = inputs.map(({ name, modelName }) => [modelName, feeds[name]] as const)
  const results = await run(bytes, Object.fromEntries(given.filter(([, feed]) => feed !== undefined)) as typeof feeds)
  return Object.fromEntries(
    outputs.map(({ name, modelName, type }) => {
      const { dims = [], data } = results[modelName] ?? {}
      return [name, { type, shape: dims, data: data as NumberArray['data'] }]
    }),
  )
}

// -----------------------------------------------------------------------------
// decoding
// -----------------------------------------------------------------------------

const one = (type: string, id: number) => ({ type, id })
const many = (type: string, id: number) => ({ rule: 'repeated', type, id })

// from onnx.proto, not from src
const schema = protobuf.Root.fromJSON({
  nested: {
    Entry: { fields: { key: one('string', 1), value: one('string', 2) } },
    Opset: { fields: { domain: one('string', 1), version: one('int32', 2) } },
    Dim: { fields: { dimValue: one('int32', 1), dimParam: one('string', 2) } },
    Shape: { fields: { dim: many('Dim', 1) } },
    TensorType: { fields: { elemType: one('int32', 1), shape: one('Shape', 2) } },
    Type: { fields: { tensorType: one('TensorType', 1) } },
    Port: { fields: { name: one('string', 1), type: one('Type', 2) } },
    Tensor: {
      fields: { dims: many('int32', 1), dataType: one('int32', 2), name: one('string', 8), rawData: one('bytes', 9) },
    },
    Node: { fields: { opType: one('string', 4) } },
    Graph: {
      fields: {
        node: many('Node', 1),
        name: one('string', 2),
        initializer: many('Tensor', 5),
        input: many('Port', 11),
        output: many('Port', 12),
      },
    },
    Model: {
      fields: {
        irVersion: one('int32', 1),
        producerName: one('string', 2),
        producerVersion: one('string', 3),
        graph: one('Graph', 7),
        opsetImport: many('Opset', 8),
        metadataProps: many('Entry', 14),
      },
    },
  },
})

interface Port {
  readonly name: string
  readonly type: { readonly tensorType: { readonly elemType: number; readonly shape: { readonly dim?: object[] } } }
}

interface Decoded {
  readonly irVersion: number
  readonly producerName: string
  readonly producerVersion: string
  readonly opsetImport: readonly { readonly domain: string; readonly version: number }[]
  readonly metadataProps: readonly { readonly key: string; readonly value: string }[]
  readonly graph: {
    readonly node: readonly { readonly opType: string }[]
    readonly initializer: readonly { readonly name: string; readonly dims?: number[]; readonly rawData: Uint8Array }[]
    readonly input: readonly Port[]
    readonly output: readonly Port[]
  }
}

const portsOf = (ports: readonly Port[]) =>
  ports.map(({ name, type: { tensorType } }) => [
    name,
    tensorType.elemType,
    ...(tensorType.shape.dim ?? []).flatMap((dim): readonly unknown[] => Object.values(dim)),
  ])

/** What an ONNX file says of itself. A port is its name, its element type (1: float32) and its dimensions. */
export const readOnnx = (bytes: Uint8Array) => {
  const type = schema.lookupType('Model')
  const { graph, metadataProps, ...head } = type.toObject(type.decode(bytes)) as Decoded
  return {
    ...head,
    metadata: Object.fromEntries(metadataProps.map(({ key, value }) => [key, value])),
    operations: graph.node.map(({ opType }) => opType),
    inputs: portsOf(graph.input),
    outputs: portsOf(graph.output),
    initializers: new Map(
      graph.initializer.map(({ name, dims = [], rawData }) => [
        name,
        { sizes: dims, values: new Float32Array(Uint8Array.from(rawData).buffer) },
      ]),
    ),
  }
}
