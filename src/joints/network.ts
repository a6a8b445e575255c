/** What a joint distribution asks of a network. */

import type { AnyNetwork as LayersNetwork, NetworkParts } from '../layers/network.js'
import type { AnyShape, Sizes } from '../shapes/dim.js'
import { type AnyIndicesEvent, isIndices, isShape, type OneSizes } from '../shapes/event.js'

// -----------------------------------------------------------------------------
// in the types
// -----------------------------------------------------------------------------

/** What a network takes and gives, or `never` of anything else. */
export type PartsOf<Given> = NetworkParts<Given>

/** The variables that a network is given: one, or for each of its inputs whose name is another the name. */
export type Names = string | { readonly [input: string]: string } | undefined

/** The variables that a network is given, with the events that it takes of them. */
export type Inputs<In, Of> = In extends AnyShape | AnyIndicesEvent
  ? Of extends string
    ? { readonly [Name in Of]: In }
    : never
  : Of extends string
    ? never
    : { readonly [Name in keyof In as Name extends keyof Of ? Of[Name] & string : Name]: In[Name] }

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

/** What is read of a network when the program runs: it is applied where it uses nothing, else run. */
export interface AnyNetwork
  extends Pick<LayersNetwork, 'input' | 'kind' | 'family' | 'layers' | 'init' | 'uses' | 'begin' | 'run'> {
  readonly output: Sizes
  readonly apply: (parameters: never) => (x: never) => unknown
}

/** Whether something is a network. */
export const isNetwork = (given: unknown): given is AnyNetwork =>
  typeof given === 'object' && given !== null && 'input' in given && 'output' in given && 'apply' in given

/** The inputs of a network by their names, or `null` of one event. */
export const namedInputs = ({ input }: Pick<AnyNetwork, 'input'>): { readonly [name: string]: OneSizes } | null =>
  isShape(input) || isIndices(input) ? null : input
