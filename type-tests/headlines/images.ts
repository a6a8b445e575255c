// biome-ignore-all format: a program and what the compiler says to it are one line
// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
// What the compiler says to convolutions and pools that do not fit.
import { pipe } from 'fp-ts/lib/function.js'
import { Layer, T } from 'shapebound'

declare const anything: any
declare const unsure: unknown
declare const wide: number
declare const maybe: 32 | undefined
declare const perhaps: { readonly kernel: 3 } | undefined
declare const image: T.Tensor<readonly ['batch', 28, 28, 1]>
declare const rows: T.Tensor<readonly ['batch', 784]>
declare const filter: T.Tensor<readonly [4, 4, 3, 32]>
declare const grey: T.Tensor<readonly [5, 5, 1, 8]>
declare const matrix: T.Tensor<readonly [5, 5]>
const input = Layer.input([28, 28, 1])

// -----------------------------------------------------------------------------
// operations
// -----------------------------------------------------------------------------

pipe(image, T.conv2d(filter)) //! conv2d: takes 3 channels but is given 1, in [28, 28, 1] <- T.conv2d
T.conv2d(filter)(image) //! conv2d: takes 3 channels but is given 1, in [28, 28, 1] <- image
T.conv2d(grey, maybe ? { stride: 2 } : undefined) //! conv2d: the options may be undefined: leave them out, or give them <- maybe
T.conv2d(grey, undefined) //! conv2d: the options may be undefined: leave them out, or give them <- undefined
T.conv2d(grey, { stride: undefined }) //! conv2d: the stride is not a dimension <- { stride: undefined }
T.conv2d(grey, { padding: undefined }) //! conv2d: the padding must be 'same', 'valid' or a whole number <- { padding: undefined }
T.conv2d(grey, null) //! conv2d: the options are not a record of options <- null
T.conv2d(grey, 'same') //! conv2d: the options are not a record of options <- 'same'
T.conv2d(grey, []) //! conv2d: there is no option <- []
T.conv2d(grey, unsure) //! conv2d: the options may be undefined: leave them out, or give them <- unsure
T.conv2d(grey, { strides: 2 }) //! conv2d: there is no option strides <- { strides: 2 }
T.conv2d(grey, { stride: 2, pad: 'same' }) //! conv2d: there is no option pad <- { stride: 2, pad: 'same' }
T.conv2dTranspose(filter, undefined) //! conv2dTranspose: the options may be undefined: leave them out, or give them <- undefined
T.conv2dTranspose(filter, { dilatation: 2 }) //! conv2dTranspose: there is no option dilatation <- { dilatation: 2 }
T.conv2d(grey)(rows) //! conv2d: takes [height, width, channels] but is given [784] <- rows
T.conv2d(grey, { padding: 'valid', dilation: 7 })(image) //! conv2d: takes at least 29 pixels but is given 28, in [28, 28, 1] <- image
T.conv2d(matrix)(image) //! whose height and width are numbers, but is given [5, 5] <- image
T.conv2d(grey, { stride: 0 }) //! conv2d: the stride must be a positive whole number, not 0 <- { stride: 0 }
T.conv2d(grey, { stride: wide }) //! conv2d: the stride must be a literal, which the compiler can read <- { stride: wide }
T.conv2d(grey, { padding: -1 }) //! conv2d: the padding must be a positive whole number, not -1 <- { padding: -1 }
T.conv2d(grey, { kernel: 5 }) //! conv2d: the options must not say the kernel, which the filter says <- { kernel: 5 }
T.conv2dTranspose(filter, { stride: 2 })(image) //! conv2dTranspose: takes 32 channels but is given 1, in [28, 28, 1] <- image
T.depthwiseConv2d(filter)(image) //! depthwiseConv2d: takes 3 channels but is given 1, in [28, 28, 1] <- image
pipe(image, T.depthwiseConv2d(filter)) //! depthwiseConv2d: takes 3 channels but is given 1, in [28, 28, 1] <- T.depthwiseConv2d
T.depthwiseConv2d(matrix)(image) //! depthwiseConv2d: takes a filter of [height, width, channels, multiplier], whose height and width are numbers, but is given [5, 5] <- image
T.depthwiseConv2d(grey, { strides: 2 }) //! depthwiseConv2d: there is no option strides <- { strides: 2 }
T.upsample(2)(rows) //! upsample: takes [row, height, width, channels] but is given [batch, 784] <- rows
T.upsample(0) //! upsample: the factor must be a positive whole number, not 0 <- 0
T.upsample(wide) //! upsample: the factor is known only when the program runs <- wide
T.maxPool({ kernel: 29 })(image) //! maxPool: takes at least 29 pixels but is given 28, in [28, 28, 1] <- image
T.avgPool({ kernel: 2, padding: 2 })(image) //! avgPool: pads by 2 but its kernel is 2: a window would see no pixel <- image
T.maxPool({ kernel: 2 })(rows) //! maxPool: takes [height, width, channels] but is given [784] <- rows
T.maxPool({ kernel: 1.5 }) //! maxPool: the kernel must be a positive whole number, not 1.5 <- { kernel: 1.5 }
T.maxPool({ kernel: 2, dilation: 2 }) //! maxPool: there is no option dilation <- { kernel: 2, dilation: 2 }
T.maxPool({ kernel: 2, strides: 2 }) //! maxPool: there is no option strides <- { kernel: 2, strides: 2 }
T.avgPool({ kernel: 2, paddings: 'same' }) //! avgPool: there is no option paddings <- { kernel: 2, paddings: 'same' }
T.maxPool({ stride: 2 }) //! maxPool: the options must say the kernel <- { stride: 2 }
T.maxPool(unsure) //! maxPool: the options must say the kernel <- unsure
T.maxPool<typeof unsure>({ kernel: 2 }) //! maxPool: the options must say the kernel <- { kernel: 2 }
T.maxPool({}) //! maxPool: the options must say the kernel <- {}
T.maxPool(anything) //! never <- anything

// -----------------------------------------------------------------------------
// layers
// -----------------------------------------------------------------------------

Layer.sequence(input, Layer.conv2d(3, 32, { kernel: 4 })) //! layer 2 (conv2d) takes 3 channels but is given 1, in [28, 28, 1] <- Layer.conv2d
Layer.sequence(input, Layer.conv2d(32, { kernel: 4, stride: 2 }), Layer.conv2d(64, 32, { kernel: 4 })) //! layer 3 (conv2d) takes 64 channels but is given 32, in [14, 14, 32] <- Layer.conv2d(64
Layer.sequence(Layer.dense(20, 784), Layer.conv2d(1, 32, { kernel: 4 })) //! layer 2 (conv2d) takes [height, width, channels] but is given [784] <- Layer.conv2d
Layer.sequence(Layer.dense(20, 784), Layer.conv2d(32, { kernel: 4 })) //! layer 2 (conv2d) takes [height, width, channels] but is given [784] <- Layer.conv2d
Layer.sequence(input, Layer.conv2d(32, { kernel: 29, padding: 'valid' })) //! layer 2 (conv2d) takes at least 29 pixels but is given 28, in [28, 28, 1] <- Layer.conv2d
Layer.sequence(input, Layer.conv2d(32, { kernel: 4, stride: 2 }), Layer.flatten, Layer.dense(6271, 20)) //! layer 4 (dense) takes [6271] but is given [6272] <- Layer.dense
Layer.sequence(input, Layer.conv2dTranspose(3, 32, { kernel: 4 })) //! layer 2 (conv2dTranspose) takes 3 channels but is given 1, in [28, 28, 1] <- Layer.conv2dTranspose
Layer.sequence(Layer.input([1, 1, 8]), Layer.conv2dTranspose(32, { kernel: 2, padding: 1 })) //! layer 2 (conv2dTranspose) leaves no pixels of [1, 1, 8]: the padding removes them all <- Layer.conv2dTranspose
Layer.sequence(input, Layer.maxPool({ kernel: 30 })) //! layer 2 (maxPool) takes at least 30 pixels but is given 28, in [28, 28, 1] <- Layer.maxPool
Layer.sequence(Layer.dense(20, 784), Layer.upsample(2)) //! layer 2 (upsample) takes [height, width, channels] but is given [784] <- Layer.upsample
Layer.sequence(Layer.dense(20, 784), Layer.depthwiseConv2d(1, { kernel: 3 })) //! layer 2 (depthwiseConv2d) takes [height, width, channels] but is given [784] <- Layer.depthwiseConv2d
Layer.sequence(input, Layer.depthwiseConv2d(2, { kernel: 29, padding: 'valid' })) //! layer 2 (depthwiseConv2d) takes at least 29 pixels but is given 28, in [28, 28, 1] <- Layer.depthwiseConv2d
Layer.depthwiseConv2d(0, { kernel: 3 }) //! depthwiseConv2d: the number of filters for each channel must be a positive whole number, not 0 <- 0
Layer.upsample(1.5) //! upsample: the factor must be a positive whole number, not 1.5 <- 1.5
Layer.sequence(Layer.conv2d(1, 32, { kernel: 4 }), Layer.relu) //! layer 1 (conv2d) does not say what it takes: begin with Layer.input(shape) <- Layer.conv2d

// -----------------------------------------------------------------------------
// checks of options
// -----------------------------------------------------------------------------

Layer.conv2d(1, 32, { kernel: 0 }) //! conv2d: the kernel must be a positive whole number, not 0 <- { kernel: 0 }
Layer.conv2d(1, 32, { kernel: wide }) //! conv2d: the kernel must be a literal, which the compiler can read <- { kernel: wide }
Layer.conv2d(1, 32, { kernel: 3 as 3 | 4 }) //! conv2d: the kernel must be one dimension, not a union <- { kernel: 3
Layer.conv2d(1, 32, { kernel: anything }) //! conv2d: the kernel is any <- { kernel
Layer.conv2d(1, 32, { kernel: 'k' }) //! conv2d: the kernel must be a number, not a name <- { kernel
Layer.conv2d(1, 32, { kernel: 3 as never }) //! conv2d: the kernel is never <- { kernel
Layer.conv2d(1, 32, { kernel: 3, stride: 2.5 }) //! conv2d: the stride must be a positive whole number, not 2.5 <- { kernel
Layer.conv2d(1, 32, { kernel: 3, strides: 2 }) //! conv2d: there is no option strides <- { kernel
Layer.conv2d(1, 32, { kernel: 3, padding: 'full' }) //! conv2d: the padding must be 'same', 'valid' or a whole number <- { kernel
Layer.conv2d(1, 32, { kernel: 3, padding: 'same' as 'same' | 'valid' }) //! conv2d: the padding is a union; pass one <- { kernel
Layer.conv2d(1, 32, { kernel: 3, padding: anything }) //! conv2d: the padding is any <- { kernel
Layer.conv2d(1, 32, { kernel: 3, dilation: -1 }) //! conv2d: the dilation must be a positive whole number, not -1 <- { kernel
Layer.conv2d(32, { kernel: 3, strides: 2 }) //! conv2d: there is no option strides <- { kernel
Layer.conv2d(32, { stride: 2 }) //! conv2d: the options must say the kernel <- { stride
Layer.conv2d(32, {}) //! conv2d: the options must say the kernel <- {}
Layer.conv2d(1, 32, unsure) //! conv2d: the options must say the kernel <- unsure
Layer.conv2d(32, unsure) //! conv2d: the options must say the kernel <- unsure
Layer.conv2d(unsure, { kernel: 3 }) //! conv2d: the number of output channels is known only when the program runs <- unsure
Layer.conv2dTranspose(32, { kernel: 3, dilatation: 2 }) //! conv2dTranspose: there is no option dilatation <- { kernel
Layer.maxPool({ kernel: 2, dilation: 2 }) //! maxPool: there is no option dilation <- { kernel
Layer.avgPool({ kernel: 2, padding: 'sam' }) //! avgPool: the padding must be 'same', 'valid' or a whole number <- { kernel
Layer.maxPool(unsure) //! maxPool: the options must say the kernel <- unsure
Layer.conv2d<1, 32>(1, 32, { kernel: 3 }) //! 'WindowHint' <- { kernel
Layer.dense<3>(3, 4) //! not assignable to parameter of type 'SizeHint' <- 4
Layer.conv2d(1, 32, {}) //! conv2d: the options must say the kernel <- {}
Layer.conv2d(1, 32, anything) //! parameter of type 'never' <- anything
Layer.conv2d(32, undefined) //! conv2d: the options must say the kernel <- undefined
Layer.conv2d(1, 32, undefined) //! conv2d: the options must say the kernel <- undefined
Layer.conv2d(1, 32, perhaps) //! conv2d: the options are a union; pass one <- perhaps
Layer.conv2d(1, maybe, { kernel: 3 }) //! conv2d: the number of output channels must be one dimension, and may not be undefined <- maybe
Layer.conv2dTranspose(maybe, { kernel: 3 }) //! conv2dTranspose: the number of output channels must be one dimension, and may not be undefined <- maybe
Layer.conv2dTranspose(32, perhaps) //! conv2dTranspose: the options are a union; pass one <- perhaps
Layer.conv2d(0, { kernel: 3 }) //! conv2d: the number of output channels must be a positive whole number, not 0 <- 0
Layer.conv2d(wide, 32, { kernel: 3 }) //! conv2d: the number of input channels is known only when the program runs: give it a name with Dim.named <- wide
Layer.conv2d(1, wide, { kernel: 3 }) //! conv2d: the number of output channels is known only when the program runs: give it a name with Dim.named <- wide
Layer.conv2dTranspose(1, -2, { kernel: 3 }) //! conv2dTranspose: the number of output channels must be a positive whole number, not -2 <- -2
Layer.avgPool({ kernel: 3, stride: 0 }) //! avgPool: the stride must be a positive whole number, not 0 <- { kernel
