/** What an editor shows and offers where nothing is written yet. */

/** The key of a hint: no value has it. */
declare const hint: unique symbol

/**
 * The default of a type parameter that is inferred from an argument: what stands for the argument before it is written.
 *
 * No value is one, so that a hint lets nothing pass. Not `unknown`, which a value can be: of that the message is said.
 */
export interface Hint {
  readonly [hint]: never
}

/** The hint itself, of which there is nothing to say; of anything else the message. */
export type OrHint<Given, Message> = [Given] extends [Hint] ? Given : Message

/** A network, before one is given. */
export interface NetworkHint extends Hint {}

/** A prior, before one is given. */
export interface PriorHint extends Hint {}

/** A model, before its parts are given. */
export interface ModelHint extends Hint {}

/** Any name, beside the names that are offered: a union of these with `string` would be `string`. */
export type OwnName = string & {}
