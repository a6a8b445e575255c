/** What runs in a web worker of the compiled engine, whichever runtime its module brings. */

import { type Asked, type Provider, type Reply, type Runtime, serving } from '../threadBody.js'

/** What is used of the scope of a web worker: the library is not checked against the types of browsers. */
interface Scope {
  readonly name: string
  onmessage: (event: { readonly data: Asked }) => void
  readonly postMessage: (reply: Reply, moved: ArrayBuffer[]) => void
}

/** Answers what the page asks of the worker that this runs in. */
export const serveScope = (runtime: Runtime, provider: Provider | null = null): void => {
  // safe: it is called in a web worker alone
  const scope = globalThis as unknown as Scope
  const serve = serving(() => runtime, provider)
  // ONNX Runtime may start the file that it is bundled into for threads of its own, which have a handler already
  if (!scope.name.startsWith('em-pthread'))
    scope.onmessage = ({ data }) => serve(data, (reply, moved) => scope.postMessage(reply, moved))
}
