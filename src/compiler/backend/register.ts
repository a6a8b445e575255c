/** Makes the tracing backend and its kernels known to TensorFlow.js. */

import * as tf from '@tensorflow/tfjs-core'
import type { Kernel, KernelInputs } from '../kernels/kernel.js'
import { kernels } from '../kernels/kernels.js'
import { backendName, TraceBackend } from './backend.js'
import { operationsUnderWay } from './caller.js'
import { refuse } from './refusal.js'

const tracedInputs = (backend: TraceBackend, inputs: tf.NamedTensorInfoMap, kernelName: string): KernelInputs => {
  if (Array.isArray(inputs)) return inputs.map((tensor: tf.TensorInfo) => backend.tracedValue(tensor, kernelName))
  const given = Object.entries(inputs).flatMap(([name, tensor]) => (tensor == null ? [] : [[name, tensor] as const]))
  return Object.fromEntries(given.map(([name, tensor]) => [name, backend.tracedValue(tensor, kernelName)]))
}

const registerTraced = (backend: TraceBackend, { name, record }: Kernel): void =>
  tf.registerKernel({
    kernelName: name,
    backendName,
    kernelFunc: ({ inputs, attrs }) => {
      const { builder, kernels: counts } = backend.current(name)
      const result = record(builder, tracedInputs(backend, inputs, name), attrs ?? {})
      counts.set(name, (counts.get(name) ?? 0) + 1)
      return 'kind' in result
        ? backend.tensorInfo(result, name)
        : result.map((value) => backend.tensorInfo(value, name))
    },
  })

const random: ReadonlySet<string> = new Set([tf.Multinomial])

/** So that an operation without a mapping is refused in our words, with its name and its caller. */
const registerRefused = (name: string): void =>
  tf.registerKernel({
    kernelName: name,
    backendName,
    kernelFunc: () =>
      random.has(name)
        ? refuse('host randomness', name.toLowerCase(), 'its noise as an input of the trace', 'a draw while tracing')
        : refuse('no mapping', operationsUnderWay().at(0) ?? name, `an ONNX mapping of its kernel ${name}`, 'none'),
  })

/** TensorFlow.js exports the name of each of its kernels as a constant of that name. */
const kernelNames = (): readonly string[] =>
  Object.entries(tf).flatMap(([key, value]) => (value === key && /^_?[A-Z]/.test(key) ? [key] : []))

/** The tracing backend, registered on the first call. */
export const traceBackend = (): TraceBackend => {
  const known = tf.engine().registryFactory[backendName] === undefined ? undefined : tf.findBackend(backendName)
  if (known instanceof TraceBackend) return known
  const backend = new TraceBackend()
  // Priority 0: below every backend that computes, so TensorFlow.js never chooses it by itself.
  tf.registerBackend(backendName, () => backend, 0)
  const traced = new Set(kernels.map((kernel) => kernel.name))
  for (const kernel of kernels) registerTraced(backend, kernel)
  for (const name of kernelNames()) if (!traced.has(name)) registerRefused(name)
  return backend
}
