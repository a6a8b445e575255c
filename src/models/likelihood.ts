/** The law of a network that ends in a likelihood. */

import type { Family, LawKind } from '../distributions/kinds.js'
import type { Net } from '../layers/sequence.js'
import type { AnyShape } from '../shapes/dim.js'

/** What the law that a network gives can do, also where its kind is a type parameter. */
export const likelihoodOf = <In extends AnyShape, Out extends AnyShape, Params, Name extends LawKind>(
  network: Net<In, Out, Params, Name>,
): Family<Name> =>
  // safe: `FamilyOf<Name>` is `Family<Name>` for every law
  network.family as unknown as Family<Name>
