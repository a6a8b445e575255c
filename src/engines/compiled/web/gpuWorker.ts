/** The web worker of the compiled engine on a GPU: a module of its own, which a bundler finds or is told of. */

import * as runtime from 'onnxruntime-web/webgpu'
import { serveScope } from './scope.js'

serveScope(runtime, 'webgpu')
