/** The gradients in TensorFlow.js's registry. */
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, test } from 'vitest'
import { kernels } from '../../../src/compiler/kernels/kernels.js'
import { gradients, registerGradients } from '../../../src/tensors/gradients/register.js'

beforeAll(async () => {
  await tf.setBackend('cpu')
  registerGradients()
})

const gradient = (f: (x: tf.Tensor) => tf.Tensor, ...x: number[]): number[] =>
  tf.tidy(() => [...tf.grad(f)(tf.tensor1d(x)).dataSync()])

test('registering again changes nothing', () => {
  const before = tf.getGradient(tf.Cumsum)
  registerGradients()
  expect(tf.getGradient(tf.Cumsum)).toBe(before)
})

/** Kernels of gradients themselves, which TensorFlow.js does not differentiate, and those that take no tensor. */
const WITHOUT = [
  'AvgPoolGrad',
  'Conv2DBackpropFilter',
  'DepthwiseConv2dNativeBackpropFilter',
  'DepthwiseConv2dNativeBackpropInput',
  'Fill',
  'MaxPoolGrad',
  'Range',
]

test('every kernel that can be traced has one, and no other', () => {
  const traced = kernels.map(({ name }) => name).filter((name) => !WITHOUT.includes(name))
  expect(gradients.map(({ kernelName }) => kernelName).toSorted()).toEqual(traced.toSorted())
})

test('a running sum off the last axis, by hand', () => {
  const weights = [1, 10, 100]
  const f = (x: tf.Tensor) => tf.sum(tf.mul(tf.cumsum(tf.reshape(x, [3, 1]), 0), tf.tensor2d(weights, [3, 1])))
  expect(gradient(f, 1, 2, 3)).toEqual([111, 110, 100])
})

test('elements picked twice get both gradients', () => {
  const f = (x: tf.Tensor) => tf.sum(tf.mul(tf.gather(x, tf.tensor1d([0, 2, 2], 'int32')), tf.tensor1d([1, 2, 3])))
  expect(gradient(f, 5, 6, 7)).toEqual([1, 0, 5])
})

test('a comparison between loss and parameter has a gradient of zero', () => {
  expect(gradient((x) => tf.sum(tf.where(tf.greater(x, 1), tf.square(x), x)), 0, 2)).toEqual([1, 4])
})

test('gradients of gradients go through them', () => {
  const slope = tf.grad((x) => tf.sum(tf.pow(tf.cumsum(x), 3)))
  expect(gradient((x) => tf.sum(slope(x)), 1)).toEqual([6])
})
