/** The compiled engine on a GPU, by the WebGPU that is inside ONNX Runtime. */

import { dlopen, platform } from 'node:process'
import type { Candidate } from '../candidate.js'
import { loaded } from '../compiled/compiled.js'
import { startThread } from '../compiled/thread.js'
import { unreported } from '../compiled/unreported.js'
import { WEB_GPU } from '../compiled/webGpu.js'
import { withState } from '../selfTest.js'

const MODULE = 'onnxruntime-node'

const LOADER = 'libvulkan.so.1'

/**
 * Throws where the library that finds drivers cannot be loaded, which ONNX Runtime would itself write to the terminal of
 * the user. Node refuses every library that is not its own; by its message one sees whether this one was found.
 */
const findLoader = (): void => {
  if (platform !== 'linux') return
  try {
    dlopen({ exports: {} }, LOADER)
  } catch (error) {
    if (/cannot open shared object file/.test(String(error))) throw new Error(`${LOADER} cannot be loaded`)
  }
}

/** What ONNX Runtime says of an adapter, behind the place in its sources. */
const plainly = (error: unknown): unknown => {
  const [found] = /Failed to get a WebGPU adapter.*/.exec(String(error instanceof Error ? error.message : error)) ?? []
  return found === undefined ? error : new Error(found)
}

export const webGpu: Candidate<typeof WEB_GPU.name> = {
  name: WEB_GPU.name,
  module: MODULE,
  advice: `${WEB_GPU.name} needs ${MODULE} and a GPU with its driver: on Linux that of Vulkan, and ${LOADER}`,
  isShared: true,
  open: async () => {
    const thread = startThread(MODULE, WEB_GPU.name)
    const load = async () => {
      await unreported(() => thread.ask({ kind: 'load' }))
      findLoader()
    }
    const description = `compiled by tracing, ONNX Runtime on WebGPU (${MODULE})`
    const engine = await loaded(thread, load, { ...WEB_GPU, description })
    return withState(engine).catch((error) => Promise.reject(plainly(error)))
  },
}
