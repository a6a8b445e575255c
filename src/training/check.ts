/** Whether a model, an objective and a data set fit: words in the place of what does not. */

import type { Dataset } from '../data/dataset.js'
import type { HasKl, Tagged } from '../distributions/closedForm.js'
import { type Accepted, accepted, type Support } from '../distributions/support.js'
import type { NeedsClosedKl, NoClosedKl } from '../losses/atoms.js'
import type { AnyAxes, Sense, Term } from '../losses/term.js'
import type { Model } from '../models/model.js'
import { type AnyShape, dimsOf, numbersOf, type Sizes } from '../shapes/dim.js'
import type { IsAny, IsUnion } from '../shapes/door.js'
import { mustBe, type Same, type Show, same, show } from '../shapes/show.js'

// -----------------------------------------------------------------------------
// the model
// -----------------------------------------------------------------------------

/** The model itself, else the words. Of `any` the record that holds it speaks, by `Besides`. */
export type CheckedModel<Given> =
  IsAny<Given> extends true
    ? Given
    : IsUnion<Given> extends true
      ? 'the model is a union; pass one'
      : Given extends Model<infer _Event, infer _Over, infer _Params, infer _Supplies>
        ? Given
        : 'the model is not a model'

// -----------------------------------------------------------------------------
// the objective
// -----------------------------------------------------------------------------

type Lacking<Needs, Supplies> = Exclude<keyof Needs, keyof Supplies> & string

type Different<Needs, Supplies> = {
  [Name in keyof Needs & keyof Supplies]: Supplies[Name] extends Needs[Name] ? never : Name
}[keyof Needs & keyof Supplies] &
  string

/** The posterior and the prior of a model. */
type Laws<Supplies> = Supplies extends {
  readonly posterior: infer Q extends Tagged
  readonly prior: infer P extends Tagged
}
  ? readonly [Q, P]
  : never

/** The words of two laws without a KL in closed form, where the objective needs one; `null` would be a string where a program is not strict. */
type Unclosed<Needs, Supplies> =
  NeedsClosedKl<Needs> extends true
    ? Laws<Supplies> extends readonly [infer Q extends Tagged, infer P extends Tagged]
      ? HasKl<Q, P> extends true
        ? unknown
        : NoClosedKl<Q['_tag'], P['_tag']>
      : unknown
    : unknown

/** What a posterior through whose samples no gradient goes does not supply. */
type Pathwise = 'z' | 'logLikelihood'

const PATHWISE: readonly string[] = ['z', 'logLikelihood'] satisfies readonly Pathwise[]

/** The words of what a model lacks: that of a posterior without a pathwise gradient says what to take. */
type DoesNotSupply<Name extends string, Supplies> =
  Extract<Name, Pathwise> extends never
    ? `the model does not supply ${Name}`
    : 'draws' extends keyof Supplies
      ? `the model does not supply ${Name}: its posterior is not reparameterizable; use Elbo.scoreFunction`
      : `the model does not supply ${Name}`

type ObjectiveFor<Supplies, Axes extends AnyAxes, Direction extends Sense, Needs, Objective> = [
  Lacking<Needs, Supplies>,
] extends [never]
  ? [Different<Needs, Supplies>] extends [never]
    ? Unclosed<Needs, Supplies> extends infer Words extends string
      ? Words
      : Direction extends 'gain'
        ? Axes extends readonly ['batch'] | readonly []
          ? Objective
          : Axes extends string // the words of an operation that refused it in a function of a user's
            ? Axes
            : `the objective has the axes ${Show<Axes>} but must have [batch] or none; average over the others`
        : 'the objective must be a gain, not a cost; use Elbo.minimize'
    : `the model supplies another type for: ${Different<Needs, Supplies>}`
  : DoesNotSupply<Lacking<Needs, Supplies>, Supplies>

/** The objective itself when the model supplies what it needs, else the words. */
export type CheckedObjective<Given, Objective> =
  IsAny<Objective> extends true
    ? Objective
    : Objective extends Term<infer Axes, infer Direction, infer _Content, infer Needs>
      ? Given extends Model<infer _Event, infer _Over, infer _Params, infer Supplies>
        ? ObjectiveFor<Supplies, Axes, Direction, Needs, Objective>
        : Objective
      : 'the objective is not a term'

/** An objective with its types erased. */
export interface AnyObjective {
  readonly axes: AnyAxes
  readonly sense: Sense
  readonly needs: readonly string[]
}

/** The run-time twin of `CheckedObjective`. */
export const objectiveComplaint = (supplies: readonly string[], objective: AnyObjective): string | null => {
  const lacking = objective.needs.find((name) => !supplies.includes(name))
  return lacking !== undefined
    ? PATHWISE.includes(lacking) && supplies.includes('draws')
      ? `the model does not supply ${lacking}: its posterior is not reparameterizable; use Elbo.scoreFunction`
      : `the model does not supply ${lacking}`
    : objective.sense === 'cost'
      ? 'the objective must be a gain, not a cost; use Elbo.minimize'
      : objective.axes.length === 0 || same(objective.axes, ['batch'])
        ? null
        : `the objective has the axes ${show(objective.axes)} but must have [batch] or none; average over the others`
}

// -----------------------------------------------------------------------------
// numbers
// -----------------------------------------------------------------------------

/** The words for the first number that is not a whole one above 0, by its name. */
export const numbersComplaint = (operation: string, numbers: Readonly<Record<string, number>>): string | null =>
  Object.entries(numbers)
    .filter(([, value]) => !Number.isSafeInteger(value) || value < 1)
    .map(([name, value]) => mustBe(`${operation}: ${name}`, 'a positive whole number', value))[0] ?? null

// -----------------------------------------------------------------------------
// the data
// -----------------------------------------------------------------------------

type DataFor<Event, Over extends Support, Shape, Values, Data, Name extends string> =
  Same<readonly [Event], readonly [Shape]> extends true
    ? [Values] extends [Accepted[Over]]
      ? Data
      : `the likelihood is over ${Over} data but the ${Name} is ${Exclude<Values, Accepted[Over]> & string}`
    : `the model takes examples of ${Show<Event>} but the ${Name} has ${Show<Shape>}`

/** The data itself when the likelihood is over it, else the words. */
export type CheckedData<Given, Data, Name extends string = 'data'> =
  IsAny<Data> extends true
    ? Data
    : Data extends Dataset<infer Shape, infer Values>
      ? Given extends Model<infer Event, infer Over, infer _Params, infer _Supplies>
        ? DataFor<Event, Over, Shape, Values, Data, Name>
        : Data
      : `the ${Name} is not a data set`

/** What a model says of its event that cannot be, in words, or `null`: a dimension that is a number is its size. */
export const eventComplaint = ({ event }: { readonly event: Sizes }): string | null =>
  event.some(({ dim, size }) => typeof dim === 'number' && dim !== size)
    ? `the model: event must have the sizes ${show(dimsOf(event))}, not ${show(numbersOf(event))}`
    : null

/** The run-time twin of `CheckedData`. */
export const dataComplaint = (
  model: { readonly event: Sizes; readonly over: Support },
  data: { readonly shape: AnyShape; readonly support: Support },
  name = 'data',
): string | null =>
  !Array.isArray(data?.shape)
    ? `the ${name} is not a data set`
    : !same(dimsOf(model.event), data.shape)
      ? `the model takes examples of ${show(dimsOf(model.event))} but the ${name} has ${show(data.shape)}`
      : !(accepted[model.over] as readonly Support[]).includes(data.support)
        ? `the likelihood is over ${model.over} data but the ${name} is ${data.support}`
        : null
