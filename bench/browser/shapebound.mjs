/** shapebound on the WebAssembly of ONNX Runtime. */

import { OnnxWeb } from '../../dist/modules/onnx-web.js'
import { serveOn } from './inPage.mjs'

await serveOn(OnnxWeb.start(), 32)
