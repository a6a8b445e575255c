/** The web worker of the compiled engine: a module of its own, which a bundler finds or is told of. */

import * as runtime from 'onnxruntime-web/wasm'
import { serveScope } from './scope.js'

serveScope(runtime)
