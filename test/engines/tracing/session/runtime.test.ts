/** The runtime's presence and absence. */
import * as Either from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { loadOnnxRuntime, loadRuntime } from '../../../../src/engines/tracing/session/runtime.js'

test('ONNX Runtime is found when it is installed', async () => {
  expect(Either.isRight(await loadOnnxRuntime())).toBe(true)
})

test('its absence is a value that says how to get it', async () => {
  const result = await loadRuntime('onnxruntime-nowhere')()
  expect(Either.isLeft(result) && result.left.tag).toBe('OnnxRuntimeAbsent')
  expect(Either.isLeft(result) && result.left.message).toMatch(
    /^onnxruntime: wants the package onnxruntime-nowhere, got: .+; get it with npm install onnxruntime-nowhere$/,
  )
})

test('a package that is no runtime is refused', async () => {
  const result = await loadRuntime('node:path')()
  expect(Either.isLeft(result) && result.left.message).toContain('got: a module without InferenceSession')
})
