/** Every kernel that can be traced. */

import { comparisonKernels } from './comparison.js'
import { convolutionKernels } from './convolution.js'
import { elementwiseKernels } from './elementwise.js'
import { indexingKernels } from './indexing.js'
import type { Kernel } from './kernel.js'
import { layoutKernels } from './layout.js'
import { linearKernels } from './linear.js'
import { poolingKernels } from './pooling.js'
import { reductionKernels } from './reductions.js'

export const kernels: readonly Kernel[] = [
  ...comparisonKernels,
  ...convolutionKernels,
  ...elementwiseKernels,
  ...indexingKernels,
  ...layoutKernels,
  ...linearKernels,
  ...poolingKernels,
  ...reductionKernels,
]
