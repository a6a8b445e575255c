/** Terms of two parts of a model of several: how far the posterior of one is from that of the other. */

import { pipe } from 'fp-ts/lib/function.js'
import { logPosteriorOf } from '../distributions/family.js'
import * as T from '../tensors/index.js'
import { DENSITY } from './asks.js'
import { type HasPosteriorDensity, type HasSamples, logPosteriorAt } from './atoms.js'
import { formula } from './formula.js'
import { latexText } from './notation.js'
import { atom } from './term.js'
import { type HasParts, type OnePart, partNeed, suppliedBy } from './within.js'

/**
 * `KL(q || r)` of the posterior q of one part from the posterior r of another, both of the same latents, by the samples of q: a cost.
 *
 * It moves both: a posterior of a part of the data, which nothing else trains, learns to say what that of all data says.
 *
 * Axes: batch. Units: nats per example. Range: any number; in expectation never negative.
 * Source: Suzuki, Nakayama and Matsuo, "Joint Multimodal Learning with Deep Generative Models", arXiv:1611.01891, equation 6.
 */
export const klAcross = <const One extends string, const Other extends string>(
  one: OnePart<One>,
  other: OnePart<Other>,
) => {
  const [q, r] = [one as string, other as string]
  return atom(`+kl of ${q} from ${r}` as `+kl of ${One} from ${Other}`, {
    axes: ['batch'] as const,
    sense: 'cost',
    // safe: the names are of what is supplied of the parts
    needs: [partNeed(q, 'posterior'), partNeed(q, 'z'), partNeed(r, 'posterior')] as readonly string[] as never,
    asks: [q, r].map((part) => ({ _tag: 'part' as const, part, asks: [DENSITY] })),
    formula: formula(`KL(q(z): ${q} || ${r})`, `\\mathrm{KL}(q_{${latexText(q)}}(z) \\,\\|\\, q_{${latexText(r)}}(z))`),
    title: `KL divergence of ${q} from ${r}`,
    note: `How far what ${r} says of z is from what ${q} says, estimated by samples: in expectation never negative.`,
    nats: (supplied: HasParts<One, HasPosteriorDensity & HasSamples> & HasParts<Other, HasPosteriorDensity>) => {
      const drawn: HasPosteriorDensity & HasSamples = suppliedBy(supplied, q)
      const aside: HasPosteriorDensity = suppliedBy(supplied, r)
      return pipe(logPosteriorAt(drawn), T.same.sub(logPosteriorOf(aside.posterior)(drawn)), T.mean('samples'))
    },
  })
}
