/** Terms of one part of a model that is made of several. */

import type { IsUnion } from '../shapes/checkDim.js'
import { refuse } from '../shapes/defect.js'
import type { OwnName } from '../shapes/hint.js'
import type { MustBe } from '../shapes/message.js'
import { asksOf } from './asks.js'
import { formula } from './formula.js'
import { latexText } from './notation.js'
import * as Proof from './proof.js'
import { type AnyAxes, type AnyTerm, erase, type Part, type Sense, type Term } from './term.js'

// -----------------------------------------------------------------------------
// what a model supplies
// -----------------------------------------------------------------------------

/** What each part of a model supplies. */
export interface HasParts<Name extends string, Supplied> {
  readonly parts: { readonly [Each in Name]: Supplied }
}

/** What a term needs of a part, as one name. */
export const partNeed = (part: string, need: string): string => `part ${part}: ${need}`

/** The part and the name of what the term needs from it, or `null` when the term needs it from the whole model. */
export const neededOfPart = (need: string): { readonly part: string; readonly need: string } | null => {
  const [, part, rest] = /^part (.+?): (.+)$/s.exec(need) ?? []
  return part === undefined || rest === undefined ? null : { part, need: rest }
}

// -----------------------------------------------------------------------------
// the term
// -----------------------------------------------------------------------------

/** The name of a part, or the message in its place. */
export type OnePart<Name extends string> = string extends Name
  ? 'within: the part is known only when the program runs'
  : IsUnion<Name> extends true
    ? MustBe<'within: the part', 'one part', 'a union'>
    : Name

/** The name of a part, as one is written. */
type PartOffer = 'labelled' | 'unlabelled' | OwnName

const partOf =
  (name: string) =>
  (part: Part): Part => ({ ...part, name: `${name}: ${part.name}` })

/** The message of a part that a model does not have. Internal. */
export const noPart = <Part extends string>(part: Part) => `the model has no part ${part}` as const

/** What a part supplies. Errors: a `ShapeError` where the model has none of its name, which a cast let through. Internal. */
export const suppliedBy = (supplied: HasParts<string, unknown>, name: string): never =>
  (supplied.parts[name] ?? refuse(noPart(name))) as never // safe: the checks have asked for what the term needs

/**
 * A term of one part of a model of several: `within('labelled')(Elbo.elbo)`.
 *
 * A bound of a part bounds the log-likelihood of what that part observes, given its conditions. The sum of bounds of several
 * parts counts what they share more than once: it is an objective.
 *
 * Axes: those of the term. Units: those of the term.
 * Source: Wu and Goodman, "Multimodal Generative Models for Scalable Weakly-Supervised Learning", arXiv:1802.05335, equation 4.
 */
export const within =
  <const Name extends PartOffer>(part: OnePart<Name>) =>
  <Axes extends AnyAxes, Direction extends Sense, Content extends string, Needs>(
    term: Term<Axes, Direction, Content, Needs>,
  ): Term<Axes, Direction, Proof.Within<Name, Content>, HasParts<Name, Needs>> => {
    const name = part as string
    const { text, latex } = term.formula
    const given = erase(term)
    const evaluate: AnyTerm['evaluate'] = (supplied: HasParts<string, unknown>, at) =>
      given.evaluate(suppliedBy(supplied, name), at)
    return {
      ...given,
      content: Proof.within(name, given.content),
      formula: formula(`${name}: (${text})`, `${latexText(name)}{:}\\left(${latex}\\right)`),
      needs: given.needs.map((need) => partNeed(name, need)),
      asks: [{ _tag: 'part', part: name, asks: asksOf(given) }],
      parts: given.parts.map(partOf(name)),
      evaluate,
    } as never // safe: what it needs is asked of the part
  }
