/** shapebound on the GPU of the browser, or on software in place of one: then a sample is a few steps. */

import { OnnxWebGpu } from '../../dist/modules/onnx-webgpu.js'
import { serveOn } from './inPage.mjs'

const { info } = (await navigator.gpu.requestAdapter()) ?? { info: { vendor: 'no', architecture: 'adapter' } }
const isSoftware = info.architecture === 'swiftshader'
const device = isSoftware ? 'software: SwiftShader' : `${info.vendor} ${info.architecture}`

await serveOn(OnnxWebGpu.start(), isSoftware ? 2 : 32, { device })
