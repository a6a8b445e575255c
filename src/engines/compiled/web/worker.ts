/** The web worker of the compiled engine: a module of its own, which a bundler finds or is told of. */

import * as runtime from 'onnxruntime-web/wasm'
import type { Asked, Reply } from '../threadBody.js'
import { serving } from '../threadBody.js'

/** What is used of the scope of a web worker: the library is not checked against the types of browsers. */
interface Scope {
  readonly name: string
  onmessage: (event: { readonly data: Asked }) => void
  readonly postMessage: (reply: Reply, moved: ArrayBuffer[]) => void
}

// safe: this file runs as a web worker alone
const scope = globalThis as unknown as Scope

const serve = serving(() => runtime)

// ONNX Runtime may start the file that it is bundled into for threads of its own, which have a handler already
if (!scope.name.startsWith('em-pthread'))
  scope.onmessage = ({ data }) => serve(data, (reply, moved) => scope.postMessage(reply, moved))
