// Joint distributions and models of two on TensorFlow.js alone: see plain.mjs.
//
// A model runs once: q draws the latents, and p gives every variable where they are known. Each value remembers the
// latents whose draws went into it. So a KL divergence has a closed form where no draw of its own latent went into what p
// draws that from; nothing here looks at a graph.
import * as tf from '@tensorflow/tfjs-core'
import { missing } from './operations.mjs'

// -----------------------------------------------------------------------------
// distributions
// -----------------------------------------------------------------------------

const KINDS = {
  normal: {
    over: 'real',
    hasGradient: true,
    draw: ({ mean, logVariance }) => tf.add(mean, tf.exp(logVariance)),
    density: ({ mean, logVariance }, x) => tf.addN([x, mean, logVariance]),
  },
  bits: {
    over: 'binary',
    hasGradient: false,
    draw: ({ logits }) => tf.sigmoid(logits),
    density: ({ logits }, x) => tf.addN([x, logits]),
  },
  classes: {
    over: 'oneHot',
    hasGradient: false,
    draw: ({ classes }) => tf.softmax(classes),
    density: ({ classes }, x) => tf.addN([x, classes]),
  },
}
const kindOf = (distribution) =>
  distribution.mean ? KINDS.normal : distribution.logits ? KINDS.bits : distribution.classes ? KINDS.classes : null

/** A distribution of rows, or a prior that all rows share. */
const overRows = (distribution, rows) =>
  Object.fromEntries(
    Object.entries(distribution).map(([name, value]) => [
      name,
      value.native === undefined ? value : tf.add(tf.zeros([rows, ...value.sizes]), value.native),
    ]),
  )

// -----------------------------------------------------------------------------
// variables
// -----------------------------------------------------------------------------

const variable = (isValue) => (name, distribution, of) => ({ name, isValue, distribution, of })
const given =
  (size) =>
  (name, shape, over = 'real') => ({ name, sizes: shape.map(size), over })
const isGiven = ({ sizes }) => sizes !== undefined

const of = (parts) => (name) => parts.get(name) ?? missing(`${name} is not known`)

/** What a network is given: one value, or those of its inputs by their names. */
const inputOf = ({ name, distribution: { takes }, of: from }, values) => {
  const known = of(values)
  if (Array.isArray(takes)) {
    if (typeof from !== 'string') missing(`${name} does not say of what it is`)
    return { x: known(from).x, drawn: known(from).drawn }
  }
  if (typeof from === 'string' || Object.keys(from ?? {}).some((input) => !(input in takes)))
    missing(`${name} has other inputs`)
  const inputs = Object.keys(takes).map((input) => [input, known(from?.[input] ?? input)])
  return {
    x: Object.fromEntries(inputs.map(([input, { x }]) => [input, x])),
    drawn: inputs.flatMap(([, { drawn }]) => drawn),
  }
}

/** What the distribution of a variable is, and what went into it. */
const workedOut = (part, values, rows) => {
  const { name, isValue, distribution } = part
  const { apply, init } = distribution
  const { x, drawn } = apply === undefined ? { drawn: [] } : inputOf(part, values)
  const result = apply === undefined ? overRows(distribution, rows) : apply(init())(x)
  if (isValue !== result instanceof tf.Tensor) missing(`${name} is ${isValue ? 'drawn' : 'computed'}`)
  return { result, drawn }
}

/** The variables of a joint distribution, one after another: each value, and of what is drawn its distribution. */
const run = (parts, rows, shown = new Map()) => {
  const [values, distributions] = [new Map(), new Map()]
  for (const part of parts) {
    if (values.has(part.name)) missing(`${part.name} is twice`)
    const own = isGiven(part) ? null : workedOut(part, values, rows)
    if (own !== null && !part.isValue) distributions.set(part.name, own)
    const value = isGiven(part)
      ? { x: tf.zeros([rows, ...part.sizes]), drawn: [] }
      : part.isValue
        ? { x: own.result, drawn: own.drawn }
        : (shown.get(part.name) ?? { x: kindOf(own.result).draw(own.result), drawn: [...own.drawn, part.name] })
    values.set(part.name, value)
  }
  return { values, distributions }
}

/** The language of joint distributions; `size` gives the number that a dimension stands for. */
export const joints = (size) => ({
  variable: variable(false),
  value: variable(true),
  given: given(size),
  of: (...parts) => {
    const { values, distributions } = run(parts, size('rows'))
    return { parts, sizesOf: (name) => of(values)(name).x.shape.slice(1), drawn: [...distributions.keys()] }
  },
})

// -----------------------------------------------------------------------------
// models
// -----------------------------------------------------------------------------

const alike = (one, other) => String(one) === String(other) || missing(`${one} and ${other}`)

/** What p is to what q draws and to what q is given. */
const meets = (p, q, latents) => {
  for (const { name, isValue } of q.parts) {
    if (isValue) continue
    const own = p.parts.find((part) => part.name === name) ?? missing(`p has no ${name}`)
    if (own.isValue || (latents.includes(name) && isGiven(own))) missing(`p does not draw ${name}`)
    alike(p.sizesOf(name), q.sizesOf(name))
  }
}

/** What a model is shown: the sizes of each field, and the numbers that it is over. */
const fieldsOf = (p, latents, ofP) =>
  Object.fromEntries(
    p.parts
      .filter(({ name, isValue }) => !isValue && !latents.includes(name))
      .map(({ name, over }) => [
        name,
        { sizes: p.sizesOf(name), over: over ?? kindOf(ofP.distributions.get(name).result).over },
      ]),
  )

/** A model of two joint distributions, run once. */
export const vaeOfJoints =
  (size) =>
  ({ p, q }) => {
    const latents = q.drawn
    const observed = p.drawn.filter((name) => !latents.includes(name))
    if (latents.length === 0 || observed.length === 0) missing('nothing is latent, or nothing is observed')
    meets(p, q, latents)
    const ofQ = run(q.parts, size('rows'))
    const ofP = run(p.parts, size('rows'), new Map(latents.map((name) => [name, ofQ.values.get(name)])))
    const kinds = new Map(latents.map((name) => [name, kindOf(ofQ.distributions.get(name).result)]))
    for (const name of latents) {
      const distribution = ofP.distributions.get(name).result
      alike(kinds.get(name).over, kindOf(distribution).over)
      kindOf(distribution).density(distribution, ofQ.values.get(name).x)
    }
    return {
      fields: fieldsOf(p, latents, ofP),
      latents,
      observed,
      blocked: latents.filter((name) => !kinds.get(name).hasGradient),
      /** The latents whose draws went into both distributions of one. */
      drawnFor: (name) => [...ofQ.distributions.get(name).drawn, ...ofP.distributions.get(name).drawn],
      drawnForP: (name) => ofP.distributions.get(name).drawn,
    }
  }
