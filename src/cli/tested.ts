/** What a run measures on its test data once it is over, as the last line of its metrics. */

import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type Outcome, quantityOf } from '../recipes/outcome.js'
import { decodeCount, decodeText, decodeValues, valuesJson } from '../reports/metrics.js'
import { isFields, jsonOf } from '../shapes/fields.js'
import type { Values } from '../training/events.js'

/** What was measured. */
export interface Tested {
  /** What the whole is called: `ELBO`. */
  readonly quantity: string
  /** How many test examples there were, and samples of the posterior for each. */
  readonly examples: number
  readonly samples: number
  readonly values: Values
  /** What was measured on what was held out of the training data, where anything was. */
  readonly validation?: Values
}

/** What an outcome was measured as. */
export const testedOf = (outcome: Pick<Outcome, 'experiment' | 'settings' | 'test' | 'validation'>): Tested => ({
  quantity: quantityOf(outcome),
  examples: outcome.experiment.data.test,
  samples: outcome.settings.samples,
  values: outcome.test,
  ...(outcome.validation === null ? {} : { validation: outcome.validation }),
})

/** Its line, with its line feed. */
export const testLine = ({ values, validation, ...rest }: Tested): string => {
  const heldOut = validation === undefined ? {} : { validation: valuesJson(validation) }
  return `${JSON.stringify({ kind: 'test', ...rest, ...valuesJson(values), ...heldOut })}\n`
}

/** What a line says that was measured, or `null` where it is another line. `Left`: what it needs, after its name. */
export const parseTested = (line: string): E.Either<string, Tested | null> => {
  const fields = jsonOf(line)
  return !isFields(fields) || fields.kind !== 'test'
    ? E.right(null)
    : pipe(
        E.Do,
        E.bind('quantity', () => decodeText('quantity')(fields.quantity)),
        E.bind('examples', () => decodeCount('examples')(fields.examples)),
        E.bind('samples', () => decodeCount('samples')(fields.samples)),
        E.bind('values', () => decodeValues(fields)),
        E.flatMap((tested) =>
          !isFields(fields.validation)
            ? E.right(tested)
            : pipe(
                decodeValues(fields.validation),
                E.map((validation) => ({ ...tested, validation })),
              ),
        ),
      )
}
