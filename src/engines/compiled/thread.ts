/**
 * The thread that ONNX Runtime runs in.
 *
 * A run keeps its thread busy until it is over, and flushing denormals to zero changes the arithmetic of the thread that
 * runs: so it is a thread of the engine's own, and the main one stays free and exact.
 */

import { Worker } from 'node:worker_threads'
import { asking, type Thread } from './asking.js'
import { body, type Provider, type Reply, serving } from './threadBody.js'

/**
 * Starts a thread for the ONNX Runtime of a package. It keeps the process alive only while an answer is awaited.
 *
 * Its code is two functions that close over nothing, handed over as text: so the same code runs from the build, from the
 * sources under test, and from a bundle.
 */
export const startThread = (module = 'onnxruntime-node', provider: Provider | null = null): Thread => {
  const worker = new Worker(`(${body.toString()})(${serving.toString()})`, {
    eval: true,
    workerData: { from: import.meta.url, module, provider },
    execArgv: [], // not those of the process: under `--input-type=module` the text would be no script
  })
  const { ask, answered, fail, silence } = asking({
    post: (message, moved) => worker.postMessage(message, moved),
    busy: (is) => (is ? worker.ref() : worker.unref()),
  })
  worker.unref()
  worker.on('message', (reply: Reply) => answered(reply))
  worker.on('error', fail)
  worker.on('messageerror', fail) // an answer that cannot be read: what it was the answer to is not known
  worker.on('exit', (code) => fail(new Error(`the thread of the engine ended with code ${code}`)))
  return {
    ask,
    close: async () => {
      // ONNX Runtime ends the whole process when its thread is ended in the middle of a run
      await silence()
      await worker.terminate()
    },
  }
}
