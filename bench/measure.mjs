/** The arithmetic of the measurements. */

/** The middle of some numbers; `null` for none. */
export const median = (values) => {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

/** How large one number is beside another; `null` where either is missing. */
export const ratio = (value, beside) => (value === null || beside === null || !(beside > 0) ? null : value / beside)

/** The smallest that is there; `null` where none is. */
export const least = (values) => {
  const there = values.filter((value) => value !== null)
  return there.length === 0 ? null : Math.min(...there)
}

/**
 * Floating point operations of one training step of dense layers.
 *
 * A product of `[rows, from]` and `[from, to]` takes `2 rows from to`; the gradient of the weight takes as many, and so
 * does that of the input, which the first layer does not need.
 */
export const denseStepFlops = (layers, rows) =>
  layers.reduce((sum, { from, to, first = false }) => sum + (first ? 2 : 3) * 2 * rows * from * to, 0)

/** Milliseconds that some operations take at a rate of operations a second. */
export const millisecondsAt = (flops, rate) => (rate === null ? null : (1000 * flops) / rate)

/**
 * The highest rate of the contestants that multiply matrices and do nothing else, in operations a second; `null` for none.
 *
 * A limit is what the machine can do: not what the library that is measured gets out of it.
 */
export const fastestRate = (medians, flopsOf) => {
  const rates = Object.entries(medians)
    .filter(([name]) => name === 'limit' || name.startsWith('pytorch-product'))
    .map(([name, ms]) => (1000 * flopsOf(name)) / ms)
  return rates.length === 0 ? null : Math.max(...rates)
}

/** How much larger the second number is than the first, as a fraction: 0.05 for 5 % more. */
export const growth = (from, to) => to / from - 1

const rounded = (value, digits = 4) => (value === null ? null : Number(value.toPrecision(digits)))

/** All numbers of a tree with a few digits. */
export const roundedAll = (tree) =>
  tree !== null && typeof tree === 'object'
    ? Object.fromEntries(Object.entries(tree).map(([name, value]) => [name, roundedAll(value)]))
    : typeof tree === 'number'
      ? rounded(tree)
      : tree

/**
 * The medians of some contestants, each asked in turn, again and again: what slows the machine for a while slows all.
 *
 * The first turn of each warms up and is not counted.
 */
export const interleaved = async (contestants, turns, told = () => undefined) => {
  const samples = new Map(contestants.map(({ name }) => [name, []]))
  for (let turn = 0; turn <= turns; turn++)
    for (const { name, turn: take } of contestants) {
      const taken = await take()
      if (turn > 0) samples.get(name).push(...taken)
      told(name, turn, median(taken))
    }
  return Object.fromEntries([...samples].map(([name, all]) => [name, median(all)]))
}

/**
 * The result that `--json` prints.
 *
 * @param {{ medians: object, pytorchVersion?: string | null, limit: number | null, compileMs: object, soak: object | null }} of
 */
export const resultOf = ({ medians, pytorchVersion = null, limit, compileMs, soak }) => {
  const of = (name) => medians[name] ?? null
  const torch = (what) =>
    least(Object.keys(medians).flatMap((name) => (name.startsWith(`pytorch-${what}-`) ? [medians[name]] : [])))
  return roundedAll({
    pytorchVersion,
    mlpStep: {
      shapebound: of('shapebound-mlp'),
      pytorch: torch('mlp'),
      jaxjs: of('jaxjs'),
      tfjsWasm: of('tfjs-wasm'),
      limit,
    },
    convStep: { shapebound: of('shapebound-conv'), pytorch: torch('conv') },
    compileMs,
    rssGrowth: soak?.rssGrowth ?? null,
    batch1024Over128: soak?.batch1024Over128 ?? null,
  })
}

/**
 * What is aimed at: the name of each number, what it is, and the most it may be. Beside PyTorch at its best a step is to
 * be no slower.
 */
export const targetsOf = ({ mlpStep, convStep, compileMs, rssGrowth, batch1024Over128 }) => [
  ['MLP step / PyTorch', ratio(mlpStep.shapebound, mlpStep.pytorch), 1],
  ['MLP step / jax-js', ratio(mlpStep.shapebound, mlpStep.jaxjs), 0.2],
  ['MLP step / TensorFlow.js WebAssembly', ratio(mlpStep.shapebound, mlpStep.tfjsWasm), 0.05],
  ['MLP step / limit', ratio(mlpStep.shapebound, mlpStep.limit), 3],
  ['conv step / PyTorch', ratio(convStep.shapebound, convStep.pytorch), 1],
  ['trace and session, MLP, ms', compileMs.mlp, 500],
  ['trace and session, conv, ms', compileMs.conv, 2000],
  ['memory growth', rssGrowth, 0.05],
  ['batch 1024 / 128', batch1024Over128, 6],
]
