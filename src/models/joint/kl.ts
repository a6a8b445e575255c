/**
 * Where the KL divergence of one latent stands in closed form within a model of several.
 *
 * Write Z for the latents, and pa for what the distribution of a variable is drawn from, through what is computed. By the
 * chain rule the divergence of the joint distributions is the sum over the latents of
 * `E_q[log q(z_i | pa_q(i)) - log p(z_i | pa_p(i))]`. It is `E_q[KL(q(z_i | pa_q(i)) || p(z_i | pa_p(i)))]` if
 *
 * 1. the two distributions have a closed form,
 * 2. nothing in `pa_p(i)` within Z is drawn by q from z_i: by the local Markov property z_i is then distributed as
 *    `q(z_i | pa_q(i))` also given `pa_p(i)`,
 *
 * and its gradient is that of the mean over samples if
 *
 * 3. a gradient goes through the samples of all of `pa_p(i)` and `pa_q(i)` within Z, and of all latents that q draws these
 *    from, or they are summed over.
 *
 * Source: Cover and Thomas, "Elements of Information Theory", 2nd edition, theorem 2.5.3; Koller and Friedman,
 * "Probabilistic Graphical Models", definition 3.1.
 */

import { type HasClosedForm, hasClosedForm, type TaggedDistribution } from '../../distributions/closedForm.js'
import { record } from '../../distributions/family.js'
import {
  type Ancestors,
  ancestors,
  type Drawn,
  type GradientOf,
  type OriginAt,
  type Sources,
  sources,
} from '../../joints/graph.js'
import type { AnyJoint } from '../../joints/joint.js'
import type { AnyVariable } from '../../joints/variable.js'
import type { Said } from '../../shapes/message.js'

// -----------------------------------------------------------------------------
// messages: one name, one text, for the compiler and for the run time
// -----------------------------------------------------------------------------

type NoForm<Name extends string, Q extends string, P extends string> = Said<typeof noForm<Name, Q, P>>
const noForm = <Name extends string, Q extends string, P extends string>(name: Name, q: Q, p: P) =>
  `the KL of ${name} has no closed form from ${q} to ${p}: take Elbo.klByMonteCarloOf('${name}')` as const

type Turned<Name extends string, Other extends string> = Said<typeof turned<Name, Other>>
const turned = <Name extends string, Other extends string>(name: Name, other: Other) =>
  `the KL of ${name} has no closed form: p draws ${name} from ${other}, and q draws ${other} from ${name}: take Elbo.klByMonteCarloOf('${name}')` as const

type Blocked<Name extends string, Other extends string> = Said<typeof blocked<Name, Other>>
const blocked = <Name extends string, Other extends string>(name: Name, other: Other) =>
  `the KL of ${name} depends on ${other}, through whose samples no gradient goes: take Elbo.scoreFunction` as const

// -----------------------------------------------------------------------------
// in the types
// -----------------------------------------------------------------------------

/** The latents that one is drawn from in p, and that q draws from that one. */
type TurnedIn<P, Q, Name, Latents> =
  Extract<Sources<P, Name>, Latents> extends infer Other
    ? Other extends keyof Q
      ? Name extends Ancestors<Q, Other>
        ? Other
        : never
      : never
    : never

/** The latents on whose samples the KL divergence of one depends, and those that q draws these from. */
type Outer<P, Q, Name, Latents> = WithAncestors<Q, Extract<Sources<P, Name> | Sources<Q, Name>, Latents>, Latents>

type WithAncestors<Q, Names, Latents> = Names | Extract<Ancestors<Q, Names>, Latents>

type ByScore<Q, Names> = Names extends keyof Q
  ? GradientOf<OriginAt<Q, Names>> extends 'score'
    ? Names
    : never
  : never

/** `true`, or the message why the KL divergence of a latent has no closed form. */
export type IsClosed<P, Q, Name extends string, Latents, Summed = never> =
  HasClosedForm<OriginAt<Q, Name> & string, OriginAt<P, Name> & string> extends true
    ? [TurnedIn<P, Q, Name, Latents>] extends [never]
      ? [ByScore<Q, Exclude<Outer<P, Q, Name, Latents>, Summed>>] extends [never]
        ? true
        : Blocked<Name, ByScore<Q, Exclude<Outer<P, Q, Name, Latents>, Summed>> & string>
      : Turned<Name, TurnedIn<P, Q, Name, Latents> & string>
    : NoForm<Name, OriginAt<Q, Name> & string, OriginAt<P, Name> & string>

/** For each latent whether it has one, where some are summed over: worked out name by name, when it is asked for. */
export type ClosedOf<P, Q, Summed = never> = { readonly [Name in Drawn<Q>]: IsClosed<P, Q, Name, Drawn<Q>, Summed> }

// -----------------------------------------------------------------------------
// at run time
// -----------------------------------------------------------------------------

/** A variable as a distribution: its name and its record. */
const taggedOf = ({ from, built }: AnyVariable): TaggedDistribution =>
  built.prior ?? ({ _tag: from, [record]: built.network?.family } as TaggedDistribution)

/** Why the KL divergence of a latent has no closed form, as a message, or `null`: the run-time version of `IsClosed`. */
export const closedFault = (
  p: AnyJoint,
  q: AnyJoint,
  latents: readonly string[],
  name: string,
  summed?: string,
): string | null => {
  const [inP, inQ] = [p.variables[name], q.variables[name]] as [AnyVariable, AnyVariable] // safe: it is a latent
  if (!hasClosedForm(taggedOf(inQ), taggedOf(inP))) return noForm(name, inQ.from, inP.from)
  const isLatent = (each: string): boolean => latents.includes(each)
  const [ofP, ofQ] = [[...sources(p, name)].filter(isLatent), [...sources(q, name)].filter(isLatent)]
  const other = ofP.find((each) => ancestors(q, each).has(name))
  if (other !== undefined) return turned(name, other)
  const outer = [...ofP, ...ofQ].flatMap((each) => [each, ...ancestors(q, each)])
  const stopped = outer.find(
    (each) => each !== summed && q.variables[each]?.built.network?.family?.gradient === 'score',
  )
  return stopped === undefined ? null : blocked(name, stopped)
}
