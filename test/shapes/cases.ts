/**
 * One table of cases for each rule of shapes, for its run-time twin and for its type.
 *
 * `gives` is a shape, or the words of the refusal. `agreement.ts` holds the types to the tables, and the tests of this
 * folder hold the twins to them.
 */

export const BROADCAST = [
  // literal sizes
  { left: [3], right: [3], gives: [3] },
  { left: [], right: [], gives: [] },
  { left: [], right: [3, 4], gives: [3, 4] },
  { left: [3, 4], right: [], gives: [3, 4] },
  { left: [3, 1], right: [1, 4], gives: [3, 4] },
  { left: [1], right: [1], gives: [1] },
  { left: [2, 3, 4], right: [4], gives: [2, 3, 4] },
  { left: [4], right: [2, 3, 1], gives: [2, 3, 4] },
  { left: [5, 1, 3], right: [1, 7, 1], gives: [5, 7, 3] },
  // names
  { left: ['batch'], right: ['batch'], gives: ['batch'] },
  { left: ['batch'], right: [1], gives: ['batch'] },
  { left: [1], right: ['batch'], gives: ['batch'] },
  { left: ['samples', 'batch', 20], right: ['batch', 20], gives: ['samples', 'batch', 20] },
  // mixed
  { left: ['batch', 500], right: [500], gives: ['batch', 500] },
  { left: ['batch', 1], right: [1, 500], gives: ['batch', 500] },
  { left: ['batch', 1], right: [10], gives: ['batch', 10] },
  // compound names
  { left: ['samples*batch', 784], right: [784], gives: ['samples*batch', 784] },
  { left: ['samples*batch', 1], right: [1, 'batch*784'], gives: ['samples*batch', 'batch*784'] },
  // refusals
  { left: [3], right: [4], gives: 'broadcast: sizes 3 and 4 differ and neither is 1, in [3] and [4]' },
  {
    left: ['batch', 500],
    right: [400],
    gives: 'broadcast: sizes 500 and 400 differ and neither is 1, in [batch, 500] and [400]',
  },
  // a 1 that the tensor of fewer axes would stretch to what the other already has
  {
    left: ['batch', 1],
    right: ['batch'],
    gives: 'broadcast: [batch, 1] and [batch] would become [batch, batch]: say which axis is which with T.expand',
  },
  {
    left: ['batch'],
    right: ['batch', 1],
    gives: 'broadcast: [batch] and [batch, 1] would become [batch, batch]: say which axis is which with T.expand',
  },
  {
    left: [50, 1],
    right: [50],
    gives: 'broadcast: [50, 1] and [50] would become [50, 50]: say which axis is which with T.expand',
  },
  {
    left: ['samples', 'batch', 1],
    right: ['batch'],
    gives:
      'broadcast: [samples, batch, 1] and [batch] would become [samples, batch, batch]: say which axis is which with T.expand',
  },
  {
    left: ['batch', 4, 1, 1],
    right: ['batch', 4],
    gives:
      'broadcast: [batch, 4, 1, 1] and [batch, 4] would become [batch, 4, batch, 4]: say which axis is which with T.expand',
  },
  // one that is said, and one to another dimension
  { left: ['batch', 1], right: [1, 'batch'], gives: ['batch', 'batch'] },
  { left: ['batch', 1], right: ['samples'], gives: ['batch', 'samples'] },
  { left: ['time', 1], right: [32], gives: ['time', 32] },
  { left: [50, 1], right: [1], gives: [50, 1] },
  { left: ['batch', 'batch'], right: ['batch'], gives: ['batch', 'batch'] },
  // of two bad axes, the last
  { left: [2, 3], right: [4, 5], gives: 'broadcast: sizes 3 and 5 differ and neither is 1, in [2, 3] and [4, 5]' },
  { left: ['batch'], right: [3], gives: 'broadcast: sizes batch and 3 differ and neither is 1, in [batch] and [3]' },
  {
    left: ['batch', 4],
    right: ['rows', 4],
    gives: 'broadcast: sizes batch and rows differ and neither is 1, in [batch, 4] and [rows, 4]',
  },
  {
    left: ['samples*batch', 4],
    right: ['batch*samples', 4],
    gives:
      'broadcast: sizes samples*batch and batch*samples differ and neither is 1, in [samples*batch, 4] and [batch*samples, 4]',
  },
] as const

export const MATMUL = [
  // literal sizes
  { left: [2, 3], right: [3, 4], gives: [2, 4] },
  { left: [1, 1], right: [1, 1], gives: [1, 1] },
  { left: [784, 500], right: [500, 20], gives: [784, 20] },
  { left: [5, 2, 3], right: [5, 3, 4], gives: [5, 2, 4] },
  { left: [5, 2, 3], right: [3, 4], gives: [5, 2, 4] },
  { left: [2, 3], right: [5, 3, 4], gives: [5, 2, 4] },
  { left: [2, 1, 3, 4], right: [5, 4, 6], gives: [2, 5, 3, 6] },
  // names
  { left: ['batch', 'hidden'], right: ['hidden', 'latent'], gives: ['batch', 'latent'] },
  { left: ['samples', 'batch', 'latent'], right: ['latent', 'hidden'], gives: ['samples', 'batch', 'hidden'] },
  // mixed
  { left: ['batch', 784], right: [784, 20], gives: ['batch', 20] },
  { left: ['heads', 'batch', 8], right: ['heads', 8, 'batch'], gives: ['heads', 'batch', 'batch'] },
  // compound names
  { left: ['samples*batch', 20], right: [20, 784], gives: ['samples*batch', 784] },
  { left: [3, 'batch*784'], right: ['batch*784', 1], gives: [3, 1] },
  // names as leading axes
  { left: ['heads', 'batch', 8], right: ['heads', 8, 4], gives: ['heads', 'batch', 4] },
  { left: ['samples', 'batch', 2, 3], right: ['batch', 3, 4], gives: ['samples', 'batch', 2, 4] },
  { left: ['samples', 1, 2, 3], right: ['batch', 3, 4], gives: ['samples', 'batch', 2, 4] },
  { left: ['heads', 2, 3], right: [1, 3, 4], gives: ['heads', 2, 4] },
  { left: [2, 3], right: ['heads', 3, 4], gives: ['heads', 2, 4] },
  { left: ['samples*batch', 2, 3], right: ['samples*batch', 3, 4], gives: ['samples*batch', 2, 4] },
  // refusals
  { left: [2, 3], right: [4, 5], gives: 'matmul: the inner sizes 3 and 4 differ, in [2, 3] and [4, 5]' },
  // an inner size is never stretched
  { left: [2, 1], right: [3, 4], gives: 'matmul: the inner sizes 1 and 3 differ, in [2, 1] and [3, 4]' },
  { left: [2, 3], right: [1, 4], gives: 'matmul: the inner sizes 3 and 1 differ, in [2, 3] and [1, 4]' },
  {
    left: ['batch', 784],
    right: [400, 20],
    gives: 'matmul: the inner sizes 784 and 400 differ, in [batch, 784] and [400, 20]',
  },
  {
    left: ['batch', 'latent'],
    right: [20, 784],
    gives: 'matmul: the inner sizes latent and 20 differ, in [batch, latent] and [20, 784]',
  },
  {
    left: [3, 'samples*batch'],
    right: ['batch*samples', 2],
    gives:
      'matmul: the inner sizes samples*batch and batch*samples differ, in [3, samples*batch] and [batch*samples, 2]',
  },
  { left: [3], right: [3, 4], gives: 'matmul: takes two tensors of two or more axes but is given [3] and [3, 4]' },
  { left: [3, 4], right: [4], gives: 'matmul: takes two tensors of two or more axes but is given [3, 4] and [4]' },
  { left: [], right: [], gives: 'matmul: takes two tensors of two or more axes but is given [] and []' },
  // leading axes meet as in a broadcast, and say so
  { left: [5, 2, 3], right: [6, 3, 4], gives: 'broadcast: sizes 5 and 6 differ and neither is 1, in [5] and [6]' },
  {
    left: ['batch', 2, 3],
    right: ['rows', 3, 4],
    gives: 'broadcast: sizes batch and rows differ and neither is 1, in [batch] and [rows]',
  },
  {
    left: ['heads', 2, 3],
    right: [6, 3, 4],
    gives: 'broadcast: sizes heads and 6 differ and neither is 1, in [heads] and [6]',
  },
  {
    left: ['samples', 'batch', 2, 3],
    right: ['batch', 'samples', 3, 4],
    gives: 'broadcast: sizes batch and samples differ and neither is 1, in [samples, batch] and [batch, samples]',
  },
  {
    left: ['heads', 1, 2, 3],
    right: ['heads', 3, 4],
    gives: 'broadcast: [heads, 1] and [heads] would become [heads, heads]: say which axis is which with T.expand',
  },
  {
    left: ['heads', 2, 3],
    right: ['heads', 4, 5],
    gives: 'matmul: the inner sizes 3 and 4 differ, in [heads, 2, 3] and [heads, 4, 5]',
  },
] as const

export const RESHAPE = [
  // literal sizes
  { left: [28, 28], right: [784], gives: [784] },
  { left: [784], right: [28, 28, 1], gives: [28, 28, 1] },
  { left: [6], right: [6], gives: [6] },
  { left: [], right: [1], gives: [1] },
  { left: [1, 1], right: [], gives: [] },
  { left: [4, 9], right: [6, 6], gives: [6, 6] },
  {
    left: [123456, 1000],
    right: [1000, 123456, 1],
    gives: 'reshape: would move an axis of [123456, 1000] past another, to [1000, 123456, 1]: use T.permute',
  },
  { left: [2, 3, 4], right: [4, 6], gives: [4, 6] },
  { left: [28, 1, 14], right: [1, 28, 14], gives: [1, 28, 14] },
  // names
  { left: ['batch'], right: ['batch'], gives: ['batch'] },
  { left: ['batch', 1], right: [1, 'batch', 1], gives: [1, 'batch', 1] },
  { left: ['batch*2', 'batch'], right: ['batch', 2, 'batch'], gives: ['batch', 2, 'batch'] },
  // mixed
  { left: ['batch', 28, 28], right: ['batch', 784], gives: ['batch', 784] },
  { left: [28, 'batch', 28], right: [4, 7, 'batch', 28], gives: [4, 7, 'batch', 28] },
  // compound names
  { left: ['samples', 'batch', 20], right: ['samples*batch', 20], gives: ['samples*batch', 20] },
  { left: ['samples*batch', 20], right: ['samples', 'batch', 20], gives: ['samples', 'batch', 20] },
  { left: ['samples*batch', 28, 28], right: ['batch*samples', 784], gives: ['batch*samples', 784] },
  { left: ['batch*784'], right: ['batch', 28, 28], gives: ['batch', 28, 28] },
  { left: ['batch*2', 14], right: ['batch*28'], gives: ['batch*28'] },
  // equal dimensions are struck out before any product is taken
  { left: [9007199254740991, 2], right: [9007199254740991, 1, 2], gives: [9007199254740991, 1, 2] },
  { left: [4, 1, 9007199254740991], right: [2, 2, 9007199254740991], gives: [2, 2, 9007199254740991] },
  { left: [9007199254740991, 4], right: [9007199254740991, 2, 2], gives: [9007199254740991, 2, 2] },
  // refusals
  { left: [28, 28], right: [783], gives: 'reshape: [28, 28] has 784 elements and [783] has 783' },
  {
    left: ['batch', 28, 28],
    right: ['batch', 783],
    gives: 'reshape: [batch, 28, 28] has batch*784 elements and [batch, 783] has batch*783',
  },
  {
    left: ['batch', 2],
    right: ['rows', 2],
    gives: 'reshape: [batch, 2] has batch*2 elements and [rows, 2] has rows*2',
  },
  { left: ['batch'], right: [3], gives: 'reshape: [batch] has batch elements and [3] has 3' },
  {
    left: ['batch', 'batch'],
    right: ['batch', 'samples'],
    gives: 'reshape: [batch, batch] has batch*batch elements and [batch, samples] has batch*samples',
  },
  {
    left: ['samples*batch', 20],
    right: ['samples', 20],
    gives: 'reshape: [samples*batch, 20] has samples*batch*20 elements and [samples, 20] has samples*20',
  },
  { left: [], right: [2], gives: 'reshape: [] has 1 elements and [2] has 2' },
  // an axis past another
  {
    left: ['samples', 'batch'],
    right: ['batch', 'samples'],
    gives: 'reshape: would move an axis of [samples, batch] past another, to [batch, samples]: use T.permute',
  },
  {
    left: ['batch', 'batch', 2],
    right: [2, 'batch', 'batch'],
    gives: 'reshape: would move an axis of [batch, batch, 2] past another, to [2, batch, batch]: use T.permute',
  },
  {
    left: ['batch', 784],
    right: [28, 'batch', 28],
    gives: 'reshape: would move an axis of [batch, 784] past another, to [28, batch, 28]: use T.permute',
  },
  {
    left: ['batch', 28, 28, 3],
    right: ['batch', 3, 28, 28],
    gives: 'reshape: would move an axis of [batch, 28, 28, 3] past another, to [batch, 3, 28, 28]: use T.permute',
  },
  {
    left: ['batch', 64],
    right: [64, 'batch'],
    gives: 'reshape: would move an axis of [batch, 64] past another, to [64, batch]: use T.permute',
  },
  {
    left: ['samples', 'batch', 20],
    right: ['batch', 'samples*20'],
    gives: 'reshape: would move an axis of [samples, batch, 20] past another, to [batch, samples*20]: use T.permute',
  },
  {
    left: ['batch', 'batch*2'],
    right: ['batch*2', 'batch'],
    gives: 'reshape: would move an axis of [batch, batch*2] past another, to [batch*2, batch]: use T.permute',
  },
  // above 2^53: of two numbers that no float holds, and of one that a float does
  { left: [94906267, 94906267], right: [3], gives: 'reshape: a shape has more than 2^53 elements' },
  { left: [3], right: [94906267, 94906267], gives: 'reshape: a shape has more than 2^53 elements' },
  { left: [4194304, 4294967296], right: [5], gives: 'reshape: a shape has more than 2^53 elements' },
  { left: ['batch', 4194304, 4294967296], right: ['batch'], gives: 'reshape: a shape has more than 2^53 elements' },
  { left: [9007199254740991, 2], right: [18014398509481982], gives: 'reshape: a shape has more than 2^53 elements' },
] as const

/** `sizes` are the dimensions that bring theirs. */
export const DETERMINED = [
  // literal sizes and names that stand there
  { from: [784], by: [28, 28], sizes: [], gives: [28, 28] },
  { from: ['batch', 28, 28], by: ['batch', 784], sizes: [], gives: ['batch', 784] },
  // products of names that stand there
  { from: ['samples', 'batch', 2], by: ['samples*batch', 2], sizes: [], gives: ['samples*batch', 2] },
  { from: ['a', 'b', 'c'], by: ['b*a', 'c*2'], sizes: [], gives: ['b*a', 'c*2'] },
  // one takes what is left
  { from: ['batch*784'], by: ['batch', 28, 28], sizes: [], gives: ['batch', 28, 28] },
  { from: ['a', 'a*b'], by: ['a*a', 'b'], sizes: [], gives: ['a*a', 'b'] },
  {
    from: ['samples*batch', 'batch'],
    by: ['samples', 'batch', 'batch'],
    sizes: [],
    gives: ['samples', 'batch', 'batch'],
  },
  // a size that is brought
  { from: ['samples*batch', 20], by: ['samples', 'batch', 20], sizes: ['samples'], gives: ['samples', 'batch', 20] },
  {
    from: ['samples*batch', 20],
    by: ['samples', 'batch', 20],
    sizes: ['samples', 'batch'],
    gives: ['samples', 'batch', 20],
  },
  // refusals
  {
    from: ['samples*batch', 20],
    by: ['samples', 'batch', 20],
    sizes: [],
    gives: 'determined: [samples*batch, 20] does not say the sizes of [samples, batch]: give one with Dim.named',
  },
  {
    from: ['a*a'],
    by: ['a', 'a'],
    sizes: [],
    gives: 'determined: [a*a] does not say the sizes of [a, a]: give one with Dim.named',
  },
  {
    from: ['a*b', 'c'],
    by: ['a', 'b*c'],
    sizes: [],
    gives: 'determined: [a*b, c] does not say the sizes of [a, b*c]: give one with Dim.named',
  },
  {
    from: ['a*b*c'],
    by: ['a', 'b', 'c'],
    sizes: ['a'],
    gives: 'determined: [a*b*c] does not say the sizes of [b, c]: give one with Dim.named',
  },
] as const

export const FLATTEN = [
  // literal sizes
  { from: [5, 28, 28], by: [1, 2], gives: [5, 784] },
  { from: [5, 28, 28], by: [0, -1], gives: [3920] },
  { from: [5, 28, 28], by: [1, 1], gives: [5, 28, 28] },
  { from: [2, 3, 4, 5], by: [1, -2], gives: [2, 12, 5] },
  // names
  { from: ['batch', 28, 28, 3], by: [1, -1], gives: ['batch', 2352] },
  { from: ['samples', 'batch', 20], by: ['samples', 'batch'], gives: ['samples*batch', 20] },
  { from: ['samples', 'batch', 20], by: [0, 1], gives: ['samples*batch', 20] },
  { from: ['batch', 28, 28], by: [0, 2], gives: ['batch*784'] },
  // refusals
  { from: ['batch', 28], by: [1, 2], gives: 'flatten: [batch, 28] has no axis 2' },
  { from: ['batch', 28], by: ['rows', 1], gives: 'flatten: [batch, 28] has no axis rows' },
  { from: ['batch', 28, 3], by: [2, 1], gives: 'flatten: axis 1 of [batch, 28, 3] comes before axis 2' },
  { from: ['batch', 28, 3], by: [-1, 'batch'], gives: 'flatten: axis batch of [batch, 28, 3] comes before axis -1' },
  { from: ['n', 'n'], by: ['n', 1], gives: 'flatten: [n, n] has more than one axis n' },
  { from: [94906267, 94906267], by: [0, 1], gives: 'flatten: a shape has more than 2^53 elements' },
  { from: [], by: [0, 0], gives: 'flatten: [] has no axis 0' },
] as const

/** By an axis, the dimensions in its place, and those of them that bring their sizes. */
export const UNFLATTEN = [
  // literal sizes
  { from: ['batch', 784], by: [1, [28, 28], []], gives: ['batch', 28, 28] },
  { from: ['batch', 784, 3], by: [-2, [28, 28], []], gives: ['batch', 28, 28, 3] },
  { from: [12], by: [0, [12], []], gives: [12] },
  { from: ['batch', 1], by: [1, [], []], gives: ['batch'] },
  // names
  { from: ['batch*784', 3], by: [0, ['batch', 784], []], gives: ['batch', 784, 3] },
  { from: ['samples*batch', 'batch'], by: [0, ['samples', 'batch'], []], gives: ['samples', 'batch', 'batch'] },
  {
    from: ['samples*batch', 20],
    by: ['samples*batch', ['samples', 'batch'], ['samples']],
    gives: ['samples', 'batch', 20],
  },
  // refusals
  { from: ['batch', 784], by: [1, [7, 7], []], gives: 'unflatten: [784] has 784 elements and [7, 7] has 49' },
  { from: ['batch', 784], by: [2, [28, 28], []], gives: 'unflatten: [batch, 784] has no axis 2' },
  {
    from: ['samples*batch', 20],
    by: [0, ['samples', 'batch'], []],
    gives: 'unflatten: [samples*batch, 20] does not say the sizes of [samples, batch]: give one with Dim.named',
  },
] as const

export const PRODUCT = [
  // literal sizes
  { left: [], gives: 1 },
  { left: [784], gives: 784 },
  { left: [28, 28], gives: 784 },
  { left: [28, 28, 1], gives: 784 },
  { left: [1, 1, 1], gives: 1 },
  { left: [99, 99, 99], gives: 970299 },
  { left: [1000, 1000, 10], gives: 10000000 },
  { left: [94906265, 94906265], gives: 9007199136250225 },
  { left: [6361, 69431, 20394401], gives: 9007199254740991 },
  // names
  { left: ['batch'], gives: 'batch' },
  { left: ['samples', 'batch'], gives: 'samples*batch' },
  { left: ['batch', 'batch'], gives: 'batch*batch' },
  // mixed
  { left: ['batch', 28, 28], gives: 'batch*784' },
  { left: [28, 'batch', 28], gives: 'batch*784' },
  { left: ['batch', 1], gives: 'batch' },
  { left: [2, 'samples', 3, 'batch'], gives: 'samples*batch*6' },
  // compound names
  { left: ['samples*batch', 20], gives: 'samples*batch*20' },
  { left: ['batch*784', 2], gives: 'batch*1568' },
  { left: ['batch*2', 'samples*3'], gives: 'batch*samples*6' },
  { left: ['784*batch'], gives: 'batch*784' },
  // sums are factors in parentheses
  { left: ['latent+10', 2], gives: '(latent+10)*2' },
  { left: ['(latent+10)*2', 3, 'batch'], gives: '(latent+10)*batch*6' },
  { left: ['latent+10'], gives: 'latent+10' },
  { left: ['(latent+10)*2', 'h-3'], gives: '(latent+10)*(h-3)*2' },
  { left: ['h*2+1', 'a*b'], gives: '(h*2+1)*a*b' },
  { left: ['ceil(h*3/2)*2', 'ceil((w+1)/2)', 5], gives: 'ceil(h*3/2)*ceil((w+1)/2)*10' },
  // a sign is part of a name where no number comes after it
  { left: ['x-ray', 2], gives: 'x-ray*2' },
  { left: ['(a+b)*(c+d)', 1], gives: '(a+b)*(c+d)' },
] as const

/** Sums: `left + right`. */
export const SUM = [
  // literal sizes
  { left: 3, right: 4, gives: 7 },
  { left: 0, right: 4, gives: 4 },
  { left: 999, right: 1, gives: 1000 },
  { left: 9007199254740990, right: 1, gives: 9007199254740991 },
  // names and mixed
  { left: 'latent', right: 10, gives: 'latent+10' },
  { left: 10, right: 'latent', gives: 'latent+10' },
  { left: 'latent', right: 'labels', gives: 'latent+labels' },
  { left: 'latent', right: 0, gives: 'latent' },
  // compound names
  { left: 'latent+10', right: 5, gives: 'latent+15' },
  { left: 'latent+10', right: 'labels+5', gives: 'latent+labels+15' },
  { left: 'h-3', right: 5, gives: 'h+2' },
  { left: 'h-3', right: 3, gives: 'h' },
  { left: 'h-3', right: 1, gives: 'h-2' },
  { left: 'h*2', right: 1, gives: 'h*2+1' },
  { left: 'ceil((h+1)/2)', right: 1, gives: 'ceil((h+1)/2)+1' },
  { left: 'x-ray', right: 1, gives: 'x-ray+1' },
  // impossible
  { left: 9007199254740991, right: 1, gives: null },
] as const

/** Differences: `left - right`. */
export const DIFFERENCE = [
  { left: 28, right: 5, gives: 23 },
  { left: 1000, right: 1, gives: 999 },
  { left: 28, right: 28, gives: 0 },
  { left: 'h', right: 2, gives: 'h-2' },
  { left: 'h', right: 0, gives: 'h' },
  { left: 'h-2', right: 2, gives: 'h-4' },
  { left: 'h+2', right: 2, gives: 'h' },
  { left: 'h+2', right: 1, gives: 'h+1' },
  { left: 'h+w+2', right: 5, gives: 'h+w-3' },
  { left: 'h+w-3', right: 1, gives: 'h+w-4' },
  { left: 'h*2', right: 1, gives: 'h*2-1' },
  { left: 'ceil((h-1)/2)', right: 1, gives: 'ceil((h-1)/2)-1' },
  { left: 'x-ray', right: 1, gives: 'x-ray-1' },
  // impossible
  { left: 5, right: 28, gives: null },
  { left: 27, right: 28, gives: null },
] as const

/** Quotients rounded down and up. */
export const QUOTIENT = [
  { left: 28, right: 3, gives: { down: 9, up: 10 } },
  { left: 28, right: 2, gives: { down: 14, up: 14 } },
  { left: 2, right: 3, gives: { down: 0, up: 1 } },
  { left: 784, right: 28, gives: { down: 28, up: 28 } },
  { left: 785, right: 28, gives: { down: 28, up: 29 } },
  { left: 5, right: 12, gives: { down: 0, up: 1 } },
  { left: 9007199254740991, right: 6361, gives: { down: 1416003655831, up: 1416003655831 } },
  { left: 28, right: 1, gives: { down: 28, up: 28 } },
  { left: 'h', right: 2, gives: { down: 'floor(h/2)', up: 'ceil(h/2)' } },
  { left: 'h', right: 1, gives: { down: 'h', up: 'h' } },
  { left: 'h*4', right: 2, gives: { down: 'h*2', up: 'h*2' } },
  { left: 'ceil(h/2)*2', right: 2, gives: { down: 'ceil(h/2)', up: 'ceil(h/2)' } },
  { left: 'h*3', right: 2, gives: { down: 'floor(h*3/2)', up: 'ceil(h*3/2)' } },
  { left: 'h+1', right: 2, gives: { down: 'floor((h+1)/2)', up: 'ceil((h+1)/2)' } },
  { left: 'ceil(h/2)', right: 2, gives: { down: 'floor(ceil(h/2)/2)', up: 'ceil(ceil(h/2)/2)' } },
] as const

export const REDUCE = [
  // by place
  { left: [2, 3], right: [0], gives: [3] },
  { left: [2, 3], right: [1], gives: [2] },
  { left: [2, 3], right: [-1], gives: [2] },
  { left: [2, 3], right: [-2], gives: [3] },
  { left: [2, 3], right: [0, 1], gives: [] },
  { left: [2, 3], right: [], gives: [2, 3] },
  { left: [2, 2], right: [0], gives: [2] },
  { left: [], right: [], gives: [] },
  // by name
  { left: ['samples', 'batch'], right: ['samples'], gives: ['batch'] },
  { left: ['samples', 'batch'], right: ['batch'], gives: ['samples'] },
  { left: ['samples', 'batch', 20], right: ['batch', 'samples'], gives: [20] },
  // mixed
  { left: ['samples', 'batch', 20], right: ['samples', -1], gives: ['batch'] },
  { left: ['batch', 'batch'], right: [0], gives: ['batch'] },
  { left: ['batch', 28, 28], right: [-2, -1], gives: ['batch'] },
  // compound names
  { left: ['samples*batch', 784], right: ['samples*batch'], gives: [784] },
  { left: ['samples*batch', 784], right: [1], gives: ['samples*batch'] },
  { left: [3, 'batch*784'], right: ['batch*784'], gives: [3] },
  // refusals
  { left: [2, 3], right: [2], gives: 'reduce: [2, 3] has no axis 2' },
  { left: [2, 3], right: [-3], gives: 'reduce: [2, 3] has no axis -3' },
  { left: ['batch', 20], right: ['samples'], gives: 'reduce: [batch, 20] has no axis samples' },
  { left: ['samples*batch', 20], right: ['batch'], gives: 'reduce: [samples*batch, 20] has no axis batch' },
  // a literal size is not a name
  { left: ['batch', 20], right: ['20'], gives: 'reduce: [batch, 20] has no axis 20' },
  { left: [], right: [0], gives: 'reduce: [] has no axis 0' },
  { left: [2, 3], right: [0.5], gives: 'reduce: [2, 3] has no axis 0.5' },
  { left: [2, 3], right: [0, 0], gives: 'reduce: an axis of [2, 3] is named twice' },
  { left: [2, 3], right: [1, -1], gives: 'reduce: an axis of [2, 3] is named twice' },
  { left: ['batch', 20], right: ['batch', 0], gives: 'reduce: an axis of [batch, 20] is named twice' },
  // a name that two axes have says neither
  { left: ['batch', 'batch'], right: ['batch'], gives: 'reduce: an axis of [batch, batch] is named twice' },
  // of a missing axis and one named twice, the missing one is told
  { left: [2, 3], right: [0, 0, 7], gives: 'reduce: [2, 3] has no axis 7' },
] as const

/** Convolutions of an image, by a kernel each way. */
export const CONVOLUTION = [
  // literal sizes
  { image: [28, 28, 1], by: [1, 32, [4, 4], 2, 'same', 1], gives: [14, 14, 32] },
  { image: [28, 28, 1], by: [1, 32, [4, 4], 2, 1, 1], gives: [14, 14, 32] },
  { image: [28, 28, 1], by: [1, 32, [4, 4], 2, 'valid', 1], gives: [13, 13, 32] },
  { image: [28, 20, 3], by: [3, 8, [5, 3], 1, 'valid', 1], gives: [24, 18, 8] },
  { image: [28, 28, 3], by: [3, 8, [3, 3], 1, 'same', 1], gives: [28, 28, 8] },
  { image: [29, 7, 3], by: [3, 8, [3, 3], 2, 'same', 1], gives: [15, 4, 8] },
  { image: [28, 28, 3], by: [3, 8, [3, 3], 1, 'valid', 2], gives: [24, 24, 8] },
  { image: [28, 28, 3], by: [3, 8, [3, 3], 2, 2, 3], gives: [13, 13, 8] },
  { image: [10, 10, 3], by: [3, 8, [10, 10], 3, 'valid', 1], gives: [1, 1, 8] },
  { image: [100, 100, 3], by: [3, 8, [3, 3], 16, 'valid', 1], gives: [7, 7, 8] },
  // names and mixed
  { image: ['h', 'w', 3], by: [3, 8, [3, 3], 1, 'same', 1], gives: ['h', 'w', 8] },
  { image: ['h', 28, 3], by: [3, 'c', [3, 3], 2, 'same', 1], gives: ['ceil(h/2)', 14, 'c'] },
  { image: ['h', 28, 'c'], by: ['c', 8, [3, 3], 1, 'valid', 1], gives: ['h-2', 26, 8] },
  { image: ['h', 28, 3], by: [3, 8, [3, 3], 1, 1, 1], gives: ['h', 28, 8] },
  { image: ['h', 28, 3], by: [3, 8, [4, 4], 2, 1, 1], gives: ['floor(h/2)', 14, 8] },
  { image: ['h', 28, 3], by: [3, 8, [3, 3], 2, 'valid', 1], gives: ['floor((h-1)/2)', 13, 8] },
  { image: ['h*4', 28, 3], by: [3, 8, [4, 4], 2, 'same', 1], gives: ['h*2', 14, 8] },
  // refusals
  { image: [28, 28, 1], by: [3, 8, [3, 3], 1, 'same', 1], gives: 'takes 3 channels but is given 1, in [28, 28, 1]' },
  { image: [28, 28, 'c'], by: [3, 8, [3, 3], 1, 'same', 1], gives: 'takes 3 channels but is given c, in [28, 28, c]' },
  { image: [784], by: [1, 8, [3, 3], 1, 'same', 1], gives: 'takes [height, width, channels] but is given [784]' },
  { image: [], by: [1, 8, [3, 3], 1, 'same', 1], gives: 'takes [height, width, channels] but is given []' },
  {
    image: [10, 10, 3],
    by: [3, 8, [11, 3], 1, 'valid', 1],
    gives: 'takes at least 11 pixels but is given 10, in [10, 10, 3]',
  },
  {
    image: [10, 4, 3],
    by: [3, 8, [3, 3], 1, 'valid', 2],
    gives: 'takes at least 5 pixels but is given 4, in [10, 4, 3]',
  },
  { image: [2, 2, 3], by: [3, 8, [7, 7], 1, 2, 1], gives: 'takes at least 3 pixels but is given 2, in [2, 2, 3]' },
] as const

/** Transposed convolutions of an image. */
export const TRANSPOSED = [
  // literal sizes
  { image: [7, 7, 64], by: [64, 32, [4, 4], 2, 'same', 1], gives: [14, 14, 32] },
  { image: [14, 14, 32], by: [32, 1, [4, 4], 2, 1, 1], gives: [28, 28, 1] },
  { image: [13, 13, 32], by: [32, 1, [4, 4], 2, 'valid', 1], gives: [28, 28, 1] },
  { image: [5, 6, 2], by: [2, 3, [3, 2], 1, 'valid', 1], gives: [7, 7, 3] },
  { image: [1, 1, 2], by: [2, 3, [1, 1], 1, 'same', 1], gives: [1, 1, 3] },
  { image: [5, 5, 2], by: [2, 3, [3, 3], 3, 1, 2], gives: [15, 15, 3] },
  // names and mixed
  { image: ['h', 7, 64], by: [64, 32, [4, 4], 2, 'same', 1], gives: ['h*2', 14, 32] },
  { image: ['ceil(h/2)', 7, 64], by: [64, 'c', [4, 4], 2, 'same', 1], gives: ['ceil(h/2)*2', 14, 'c'] },
  { image: ['h', 7, 64], by: [64, 32, [3, 3], 1, 'valid', 1], gives: ['h+2', 9, 32] },
  { image: ['h', 7, 64], by: [64, 32, [3, 3], 2, 'valid', 1], gives: ['(h-1)*2+3', 15, 32] },
  { image: ['h', 7, 64], by: [64, 32, [3, 3], 2, 1, 1], gives: ['(h-1)*2+1', 13, 32] },
  // refusals
  { image: [7, 7, 64], by: [32, 1, [4, 4], 2, 'same', 1], gives: 'takes 32 channels but is given 64, in [7, 7, 64]' },
  { image: [3136], by: [64, 1, [4, 4], 2, 'same', 1], gives: 'takes [height, width, channels] but is given [3136]' },
  {
    image: [1, 1, 64],
    by: [64, 1, [2, 2], 1, 1, 1],
    gives: 'leaves no pixels of [1, 1, 64]: the padding removes them all',
  },
  {
    image: [1, 1, 64],
    by: [64, 1, [2, 2], 1, 2, 1],
    gives: 'leaves no pixels of [1, 1, 64]: the padding removes them all',
  },
] as const

/** Pools of an image. */
export const POOL = [
  { image: [28, 28, 3], by: [2, 2, 'valid'], gives: [14, 14, 3] },
  { image: [29, 28, 3], by: [2, 2, 'valid'], gives: [14, 14, 3] },
  { image: [29, 28, 3], by: [2, 2, 'same'], gives: [15, 14, 3] },
  { image: [28, 28, 3], by: [3, 2, 1], gives: [14, 14, 3] },
  { image: [28, 28, 3], by: [3, 1, 'valid'], gives: [26, 26, 3] },
  { image: ['h', 28, 'c'], by: [2, 2, 'valid'], gives: ['floor(h/2)', 14, 'c'] },
  { image: ['h', 28, 3], by: [3, 2, 'same'], gives: ['ceil(h/2)', 14, 3] },
  { image: [4, 28, 3], by: [5, 5, 'valid'], gives: 'takes at least 5 pixels but is given 4, in [4, 28, 3]' },
  { image: [28, 28], by: [2, 2, 'valid'], gives: 'takes [height, width, channels] but is given [28, 28]' },
  { image: [28, 28, 3], by: [2, 2, 2], gives: 'pads by 2 but its kernel is 2: a window would see no pixel' },
  { image: [28, 28, 3], by: [2, 2, 3], gives: 'pads by 3 but its kernel is 2: a window would see no pixel' },
] as const

export const UPSAMPLE = [
  { from: ['batch', 7, 7, 64], by: 2, gives: ['batch', 14, 14, 64] },
  { from: [10, 3, 5, 1], by: 1, gives: [10, 3, 5, 1] },
  { from: ['batch', 'height', 'width', 'channels'], by: 3, gives: ['batch', 'height*3', 'width*3', 'channels'] },
  { from: ['batch', 'h*2', 'ceil(w/2)', 3], by: 4, gives: ['batch', 'h*8', 'ceil(w/2)*4', 3] },
  { from: ['batch', 784], by: 2, gives: 'upsample: takes [row, height, width, channels] but is given [batch, 784]' },
  { from: [], by: 2, gives: 'upsample: takes [row, height, width, channels] but is given []' },
  {
    from: ['samples', 'batch', 7, 7, 1],
    by: 2,
    gives: 'upsample: takes [row, height, width, channels] but is given [samples, batch, 7, 7, 1]',
  },
] as const

export const PERMUTE = [
  { from: [2, 3], by: [1, 0], gives: [3, 2] },
  { from: ['batch', 28, 3], by: [0, 2, 1], gives: ['batch', 3, 28] },
  { from: ['samples', 'batch', 20], by: ['batch', -1, 'samples'], gives: ['batch', 20, 'samples'] },
  { from: [], by: [], gives: [] },
  { from: ['batch', 28], by: [0, 2], gives: 'permute: [batch, 28] has no axis 2' },
  { from: ['batch', 28], by: [0, 0], gives: 'permute: an axis of [batch, 28] is named twice' },
  { from: ['batch', 28, 3], by: [1, 0], gives: 'permute: [batch, 28, 3] has axes [3] that are not named' },
] as const

export const GATHER = [
  // literal sizes
  { from: [10, 64], by: [0, [5], 10], gives: [5, 64] },
  { from: [10, 64], by: [1, [5, 2], 64], gives: [10, 5, 2] },
  { from: [10], by: [0, [], 10], gives: [] },
  { from: [7, 7], by: [-1, [7], 7], gives: [7, 7] },
  // names
  { from: ['vocabulary', 'width'], by: [0, ['batch', 'time'], 'vocabulary'], gives: ['batch', 'time', 'width'] },
  { from: ['samples', 'batch', 'latent'], by: ['batch', ['kept'], 'batch'], gives: ['samples', 'kept', 'latent'] },
  // mixed, and compound names
  { from: ['vocabulary', 64], by: [0, ['batch'], 'vocabulary'], gives: ['batch', 64] },
  { from: ['batch', 10], by: ['batch', [3], 'batch'], gives: [3, 10] },
  { from: ['samples*batch', 20], by: [0, ['batch'], 'samples*batch'], gives: ['batch', 20] },
  // refusals
  {
    from: [10, 64],
    by: [0, ['batch'], 7],
    gives: 'gather: takes indices below 10 but is given indices below 7, in [10, 64]',
  },
  {
    from: ['vocabulary', 64],
    by: [0, ['batch'], 'lexicon'],
    gives: 'gather: takes indices below vocabulary but is given indices below lexicon, in [vocabulary, 64]',
  },
  {
    from: ['vocabulary', 64],
    by: [0, ['batch'], 64],
    gives: 'gather: takes indices below vocabulary but is given indices below 64, in [vocabulary, 64]',
  },
  { from: ['vocabulary', 64], by: [2, ['batch'], 64], gives: 'gather: [vocabulary, 64] has no axis 2' },
  { from: ['n', 'n'], by: ['n', [3], 'n'], gives: 'gather: [n, n] has more than one axis n' },
  { from: [], by: [0, [3], 1], gives: 'gather: [] has no axis 0' },
] as const

export const ARG_MAX = [
  { from: ['batch', 10], by: -1, gives: { shape: ['batch'], below: 10 } },
  { from: ['batch', 10], by: 'batch', gives: { shape: [10], below: 'batch' } },
  { from: ['samples', 'batch', 'latent'], by: 1, gives: { shape: ['samples', 'latent'], below: 'batch' } },
  { from: [10], by: 0, gives: { shape: [], below: 10 } },
  { from: ['batch', 10], by: 2, gives: 'argMax: [batch, 10] has no axis 2' },
  { from: ['batch', 10], by: 'classes', gives: 'argMax: [batch, 10] has no axis classes' },
  { from: ['n', 'n'], by: 'n', gives: 'argMax: [n, n] has more than one axis n' },
] as const

export const TOP_K = [
  { from: ['batch', 10], by: [-1, 3], gives: { shape: ['batch', 3], below: 10 } },
  { from: ['batch', 10], by: ['batch', 2], gives: { shape: [2, 10], below: 'batch' } },
  { from: ['samples', 'batch', 'latent'], by: [1, 1], gives: { shape: ['samples', 1, 'latent'], below: 'batch' } },
  { from: [10], by: [0, 10], gives: { shape: [10], below: 10 } },
  { from: ['batch', 10], by: [1, 11], gives: 'topK: takes at least 11 but is given 10, in [batch, 10]' },
  { from: ['batch', 10], by: [2, 3], gives: 'topK: [batch, 10] has no axis 2' },
  { from: ['batch', 10], by: ['classes', 3], gives: 'topK: [batch, 10] has no axis classes' },
  { from: ['n', 'n'], by: ['n', 1], gives: 'topK: [n, n] has more than one axis n' },
] as const

export const ALONG = [
  { from: ['batch', 28], by: -1, gives: ['batch', 28] },
  { from: ['samples', 'batch', 28], by: 'batch', gives: ['samples', 'batch', 28] },
  { from: [7], by: 0, gives: [7] },
  { from: ['batch', 28], by: 2, gives: 'cumsum: [batch, 28] has no axis 2' },
  { from: ['batch', 28], by: 'time', gives: 'cumsum: [batch, 28] has no axis time' },
  { from: ['n', 3, 'n'], by: 'n', gives: 'cumsum: [n, 3, n] has more than one axis n' },
  { from: [], by: 0, gives: 'cumsum: [] has no axis 0' },
] as const

export const SQUEEZE = [
  { from: ['batch', 28, 1], by: -1, gives: ['batch', 28] },
  { from: [1, 'batch'], by: 0, gives: ['batch'] },
  { from: [1, 28, 1], by: 0, gives: [28, 1] },
  { from: ['batch', 28], by: 1, gives: 'squeeze: takes an axis of 1 but is given 28, in [batch, 28]' },
  { from: ['batch', 28], by: 'batch', gives: 'squeeze: takes an axis of 1 but is given batch, in [batch, 28]' },
  { from: ['batch', 1], by: 2, gives: 'squeeze: [batch, 1] has no axis 2' },
] as const

export const EXPAND = [
  { from: ['batch', 28], by: -1, gives: ['batch', 28, 1] },
  { from: ['batch', 28], by: 0, gives: [1, 'batch', 28] },
  { from: ['batch', 28], by: 2, gives: ['batch', 28, 1] },
  { from: ['batch', 28], by: -2, gives: ['batch', 1, 28] },
  { from: [], by: 0, gives: [1] },
  { from: ['batch', 28], by: 3, gives: 'expand: [batch, 28] has no place 3 for an axis' },
  { from: ['batch', 28], by: -4, gives: 'expand: [batch, 28] has no place -4 for an axis' },
] as const

export const RENAME = [
  { from: ['batch', 28], by: ['batch', 'rows'], gives: ['rows', 28] },
  { from: ['batch', 'rows', 3], by: [-2, 'latent'], gives: ['batch', 'latent', 3] },
  { from: ['samples*batch', 20], by: [0, 'rows'], gives: ['rows', 20] },
  { from: ['batch'], by: ['batch', 'batch'], gives: ['batch'] },
  { from: ['rows', 'batch'], by: ['rows', 'batch'], gives: ['batch', 'batch'] },
  { from: ['n', 'n'], by: [1, 'm'], gives: ['n', 'm'] },
  { from: ['n', 'n'], by: ['n', 'm'], gives: 'rename: [n, n] has more than one axis n' },
  { from: ['batch', 28], by: ['rows', 'batch'], gives: 'rename: [batch, 28] has no axis rows' },
  { from: ['batch', 28], by: [2, 'rows'], gives: 'rename: [batch, 28] has no axis 2' },
  { from: ['batch', 28], by: [1, 'rows'], gives: 'rename: takes an axis with a name but is given 28, in [batch, 28]' },
] as const

export const CONCAT = [
  { left: ['batch', 20], right: ['batch', 10], by: 1, gives: ['batch', 30] },
  { left: ['batch', 20], right: ['batch', 'labels'], by: -1, gives: ['batch', 'labels+20'] },
  { left: ['batch', 20], right: ['rows', 20], by: 'batch', gives: ['batch+rows', 20] },
  { left: [3], right: [4], by: 0, gives: [7] },
  {
    left: ['batch', 20],
    right: ['rows', 10],
    by: 1,
    gives: 'concat: [batch, 20] and [rows, 10] differ in more than their axis 1',
  },
  { left: ['batch', 20], right: [20], by: 0, gives: 'concat: [batch, 20] and [20] differ in more than their axis 0' },
  { left: ['batch', 20], right: [20], by: 1, gives: 'concat: [batch, 20] and [20] differ in more than their axis 1' },
  { left: ['batch', 20], right: ['batch', 10], by: 2, gives: 'concat: [batch, 20] has no axis 2' },
  { left: ['n', 'n'], right: ['n', 'n'], by: 'n', gives: 'concat: [n, n] has more than one axis n' },
] as const

export const STACK = [
  {
    from: [
      ['batch', 3],
      ['batch', 3],
    ],
    by: 0,
    gives: [2, 'batch', 3],
  },
  { from: [[3], [3], [3]], by: -1, gives: [3, 3] },
  { from: [[]], by: 0, gives: [1] },
  { from: [[3], [4]], by: 0, gives: 'stack: takes shapes that are equal but is given [3] and [4]' },
  { from: [['a'], ['b']], by: 0, gives: 'stack: takes shapes that are equal but is given [a] and [b]' },
  { from: [[3], [3]], by: 2, gives: 'stack: [3] has no place 2 for an axis' },
] as const

export const SLICE = [
  { from: ['batch', 28], by: [1, 4, 10], gives: ['batch', 10] },
  { from: ['batch', 28], by: [-1, 0, 28], gives: ['batch', 28] },
  { from: ['batch', 28], by: ['batch', 2, 5], gives: [5, 28] },
  {
    from: ['batch', 28],
    by: [1, 20, 10],
    gives: 'slice: takes at least 30 but is given 28, in [batch, 28]',
  },
  { from: ['batch', 28], by: [2, 0, 10], gives: 'slice: [batch, 28] has no axis 2' },
] as const

export const SPLIT = [
  {
    from: ['batch', 30],
    by: [1, [10, 20]],
    gives: [
      ['batch', 10],
      ['batch', 20],
    ],
  },
  {
    from: ['batch', 3],
    by: [-1, [1, 1, 1]],
    gives: [
      ['batch', 1],
      ['batch', 1],
      ['batch', 1],
    ],
  },
  { from: ['labels+20'], by: [0, [20, 'labels']], gives: [[20], ['labels']] },
  {
    from: ['batch', 30],
    by: [1, [10, 10]],
    gives: 'split: takes sizes of 30 together but is given 20, in [batch, 30]',
  },
  {
    from: ['batch', 30],
    by: ['batch', [10]],
    gives: 'split: takes sizes of batch together but is given 10, in [batch, 30]',
  },
  { from: ['batch', 30], by: ['rows', [10]], gives: 'split: [batch, 30] has no axis rows' },
] as const

export const EINSUM = [
  {
    by: 'ij,jk->ik',
    from: [
      [2, 3],
      [3, 4],
    ],
    gives: [2, 4],
  },
  {
    by: 'bhid,bhjd->bhij',
    from: [
      ['batch', 8, 10, 64],
      ['batch', 8, 12, 64],
    ],
    gives: ['batch', 8, 10, 12],
  },
  {
    by: 'bhij,bhjd->bhid',
    from: [
      ['batch', 2, 3, 5],
      ['batch', 2, 5, 4],
    ],
    gives: ['batch', 2, 3, 4],
  },
  { by: 'ij->ji', from: [['batch', 3]], gives: [3, 'batch'] },
  { by: 'bij->b', from: [['batch', 3, 4]], gives: ['batch'] },
  { by: 'i,i->', from: [['n'], ['n']], gives: [] },
  { by: 'i,j->ij', from: [['n'], [3]], gives: ['n', 3] },
  {
    by: 'bi,ik->kb',
    from: [
      ['batch', 'n'],
      ['n', 4],
    ],
    gives: [4, 'batch'],
  },
  {
    by: 'bxi,ci->bc',
    from: [
      ['batch', 3, 4],
      [5, 4],
    ],
    gives: ['batch', 5],
  },
  {
    by: 'ij,jk->ik',
    from: [
      [2, 3],
      [4, 5],
    ],
    gives: "einsum: j is 3 and then 4, in 'jk'",
  },
  {
    by: 'bi,bj->ij',
    from: [
      ['batch', 3],
      ['rows', 4],
    ],
    gives: "einsum: b is batch and then rows, in 'bj'",
  },
  { by: 'ij,jk->ik', from: [[2, 3]], gives: 'einsum: takes 2 tensors but is given 1' },
  { by: 'i,i,i->i', from: [[2], [2], [2]], gives: 'einsum: takes one tensor or two but is given 3' },
  { by: 'ij,jk->ik', from: [[2, 3], [3]], gives: "einsum: 'jk' does not name the axes of [3]" },
  {
    by: 'i,jk->ik',
    from: [
      [2, 3],
      [3, 4],
    ],
    gives: "einsum: 'i' does not name the axes of [2, 3]",
  },
  {
    by: 'ij,jk->iz',
    from: [
      [2, 3],
      [3, 4],
    ],
    gives: 'einsum: z of the result is in no operand',
  },
  { by: 'ii->i', from: [[2, 2]], gives: "einsum: i stands twice in 'ii'" },
  { by: 'i->ii', from: [[2]], gives: "einsum: i stands twice in 'ii'" },
  {
    by: 'ij,jk',
    from: [
      [2, 3],
      [3, 4],
    ],
    gives: "einsum: 'ij,jk' is not an equation such as 'ij,jk->ik'",
  },
] as const

/** Reductions that leave an axis of 1. */
export const KEEPING = [
  { left: [2, 3], right: [0], gives: [1, 3] },
  { left: ['samples', 'batch', 20], right: ['samples', -1], gives: [1, 'batch', 1] },
  { left: ['batch', 20], right: [], gives: ['batch', 20] },
  { left: ['batch', 20], right: ['rows'], gives: 'reduce: [batch, 20] has no axis rows' },
  { left: ['batch', 20], right: [1, -1], gives: 'reduce: an axis of [batch, 20] is named twice' },
] as const

/** Dimensions at a check that is called `it`; `gives` is `null` where it is let through. */
export const DIMENSIONS = [
  { given: 784, gives: null },
  { given: 1, gives: null },
  { given: 9007199254740991, gives: null },
  { given: 'batch', gives: null },
  { given: 'samples*batch', gives: null },
  { given: 'batch*784', gives: null },
  { given: 'latent+10', gives: null },
  { given: 'ceil(h/2)', gives: null },
  { given: '2d', gives: null },
  { given: 0, gives: 'it must be a positive whole number, not 0' },
  { given: -3, gives: 'it must be a positive whole number, not -3' },
  { given: 2.5, gives: 'it must be a positive whole number, not 2.5' },
  { given: 1e-7, gives: 'it must be a positive whole number, not 1e-7' },
  { given: 1e21, gives: 'it must be a positive whole number, not 1e+21' },
  { given: 9007199254740992, gives: 'it must be a positive whole number, not 9007199254740992' },
  { given: 100000000000000000000, gives: 'it must be a positive whole number, not 100000000000000000000' },
  { given: '', gives: "it is the name '', but a name must not read as a number" },
  { given: '784', gives: "it is the name '784', but a name must not read as a number" },
  { given: '-1', gives: "it is the name '-1', but a name must not read as a number" },
  { given: '2.5', gives: "it is the name '2.5', but a name must not read as a number" },
  { given: '1e3', gives: "it is the name '1e3', but a name must not read as a number" },
  { given: ' 5', gives: "it is the name ' 5', but a name must not read as a number" },
  { given: ' batch', gives: "it is the name ' batch', but a name must not read as a number" },
  { given: 'batch ', gives: "it is the name 'batch ', but a name must not read as a number" },
  { given: true, gives: 'it is not a dimension' },
  { given: null, gives: 'it is not a dimension' },
] as const
