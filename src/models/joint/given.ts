/** A model of joint distributions with conditions, where they are given: an ordinary variational autoencoder of x. */

import type { Family, LatentKind } from '../../distributions/family.js'
import type { AnyPart } from '../../distributions/priors.js'
import { type AnyJoint, inOrder } from '../../joints/joint.js'
import type { AnyNetwork } from '../../joints/network.js'
import type { AnyVariable } from '../../joints/variable.js'
import type { AnyShape, Sizes } from '../../shapes/dim.js'
import * as T from '../../tensors/index.js'
import type { AnyTensor } from '../../tensors/tensor.js'
import { stateBranch } from '../state.js'
import type { SideParams } from './sides.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** Rows of conditions by their names. */
export type GivenRows = Readonly<Record<string, AnyTensor>>

/** Rows of conditions: those of examples that are encoded, and those that latents are decoded for. */
export interface Given {
  readonly seen: GivenRows
  readonly shown: GivenRows
}

/** What is read of a model without its conditions needs none. */
export const NOTHING: Given = { seen: {}, shown: {} }

/** The parts of a variational autoencoder, whatever its distributions. */
export interface VaeParts {
  readonly encoder: AnyNetwork
  readonly decoder: AnyNetwork
  readonly prior: AnyPart
  readonly posterior: Family<LatentKind>
  readonly likelihood: Family<LatentKind>
}

/** A model whose conditions may be given. */
export interface Conditional {
  /** The event of each condition. */
  readonly conditions: Readonly<Record<string, Sizes>>
  /** The model where rows of its conditions are given: as many as it is shown, or as many as divide them. */
  readonly at: (given: Given) => VaeParts
  /** The event of a latent. */
  readonly latent: Sizes
  /** The networks as they are, which take the conditions too. */
  readonly networks: { readonly encoder: AnyNetwork; readonly decoder: AnyNetwork }
  /** The parameters of the model as those of its parts, on the host too. */
  readonly params: (params: unknown) => unknown
}

// -----------------------------------------------------------------------------
// networks
// -----------------------------------------------------------------------------

/** Rows of a condition for some others: the same for every sample or step, under their name. */
const beside = (rows: AnyTensor, condition: AnyTensor): AnyTensor => {
  const [own = 1, [count = 1]] = [condition.sizes[0], rows.sizes]
  // safe, here and below: both are rows
  const each = own === count ? condition : T.repeatRows('steps', count / own)(condition as Rows)
  return { ...each, shape: [rows.shape[0], ...each.shape.slice(1)] } as unknown as AnyTensor
}

type Rows = T.Tensor<readonly ['rows', ...AnyShape]>

/** A network as a function of one of its variables alone, the others given. */
const of = (
  { built: { network, inputs } }: AnyVariable,
  variable: string,
  event: Sizes,
  given: GivenRows,
): AnyNetwork => {
  const own = network as AnyNetwork // safe: `conditional`: it has one
  const all = (rows: unknown): unknown =>
    typeof inputs === 'string'
      ? rows
      : Object.fromEntries(
          Object.entries(inputs).map(([input, from]) => [
            input,
            from === variable ? rows : beside(rows as AnyTensor, given[from] as AnyTensor),
          ]),
        )
  return {
    ...own,
    input: event,
    // safe: what `init` of a network gives, it takes
    apply: ((params: never) => (rows: never) => own.apply(params)(all(rows) as never)) as AnyNetwork['apply'],
    run: (params, context) => (rows) => own.run(params, context)(all(rows)),
  }
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

const isGiven = ({ from }: AnyVariable): boolean => from === 'given'

/** A model without conditions is itself whatever is given. */
export const unconditional = (model: unknown): Conditional => ({
  conditions: {},
  // safe: it has the parts of one
  latent: (model as VaeParts).encoder.output,
  networks: model as VaeParts,
  at: () => model as VaeParts,
  params: (params) => params,
})

/**
 * A model of one latent and one variable that is observed, whose conditions may be given; `null` of others: those whose
 * prior depends on conditions, of computed variables, and of conditions that are indices.
 */
export const conditional = (model: {
  readonly p: unknown
  readonly q: unknown
  readonly latents: unknown
  readonly observed: unknown
}): Conditional | null => {
  // safe: they are the joint distributions of a model, and the names of their variables
  const { p, q, latents, observed } = model as unknown as {
    readonly p: AnyJoint
    readonly q: AnyJoint
    readonly latents: readonly string[]
    readonly observed: readonly string[]
  }
  const [z = '', x = ''] = [latents[0], observed[0]]
  const [encoder, decoder, before] = [q.variables[z], p.variables[x], p.variables[z]]
  const prior = before?.built.prior ?? null
  const all = [...inOrder(p), ...inOrder(q)]
  const isOther = ({ from, built }: AnyVariable) =>
    from === 'value' || built.inTurn === true || (from === 'given' && built.below !== undefined)
  if (latents.length !== 1 || observed.length !== 1 || all.some(isOther)) return null
  if (!encoder?.built.network || !decoder?.built.network || prior === null) return null
  const conditions = inOrder(p).filter(isGiven)
  return {
    conditions: Object.fromEntries(conditions.map(({ name, built }) => [name, built.event])),
    latent: encoder.built.event,
    networks: { encoder: encoder.built.network, decoder: decoder.built.network },
    at: ({ seen, shown }) => {
      const encodes = of(encoder, x, decoder.built.event, seen)
      const decodes = of(decoder, z, encoder.built.event, shown)
      return {
        ...{ encoder: encodes, decoder: decodes, prior },
        // safe: they end in distributions
        posterior: encodes.family as Family<LatentKind>,
        likelihood: decodes.family as Family<LatentKind>,
      }
    },
    params: (params) => partsOf(params as SideParams, x, z),
  }
}

/** The parameters of both sides under the names of the parts. */
const partsOf = ({ p, q, state }: SideParams, x: string, z: string): unknown => {
  const states = Object.entries({ encoder: state?.q?.[z], decoder: state?.p?.[x] }).filter(
    ([, own]) => own !== undefined,
  )
  return {
    ...{ encoder: q[z], decoder: p[x] },
    ...(p[z] === undefined ? {} : { prior: p[z] }),
    ...stateBranch(states.length === 0 ? null : Object.fromEntries(states)),
  }
}
