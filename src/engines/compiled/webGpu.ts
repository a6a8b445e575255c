/** What is said of WebGPU in Node and in pages alike. */

import { forWebGpu } from '../../compiler/index.js'

/** The name that `--engine` takes, and what its graphs are rewritten for. */
export const WEB_GPU = { name: 'webgpu', device: { rewritten: forWebGpu } } as const
