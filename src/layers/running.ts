/** Built layers, run in a context: those that use nothing are applied. */

import { type Context, refuseApply, type Use } from './context.js'
import type { Built } from './layer.js'

/** What is given to layers that use nothing: they read nothing of it. */
export const NO_CONTEXT = { mode: 'evaluation', state: null } as unknown as Context<unknown> // safe: they do not ask for a key

/** What some layers use, each once. */
export const usesOf = (all: readonly Built[]): readonly Use[] =>
  (['noise', 'state'] as const).filter((use) => all.some(({ uses }) => uses?.includes(use)))

/** Whether a layer uses anything. */
export const usesAny = ({ uses = [] }: Built): boolean => uses.length > 0

/** The first state of a layer, `null` where it has none. */
export const beginOf = ({ begin }: Built): unknown => begin?.() ?? null

/** What a layer gives, and its state after. */
export const runBuilt = (
  built: Built,
  parameters: unknown,
  context: Context<unknown>,
  x: unknown,
): readonly [value: unknown, state: unknown] =>
  // safe: `init` and `begin` of a layer give what it takes
  built.run === undefined || !usesAny(built)
    ? [built.apply(parameters as never)(x as never), null]
    : built.run(parameters as never, context as never)(x as never)

/** What a layer that uses noise or a state is built of. */
interface Using extends Pick<Built, 'out' | 'init'> {
  readonly uses: Use
  readonly begin?: () => unknown
  readonly run: NonNullable<Built['run']>
}

/** A built layer that uses noise or a state: it is run in a context, and its `apply` refuses. */
export const using = ({ uses, ...parts }: Using): Built => ({
  kind: 'Tensor',
  family: null,
  uses: [uses],
  apply: () => refuseApply([uses]),
  ...parts,
})
