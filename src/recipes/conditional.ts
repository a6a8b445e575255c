/** What there is to look at of a model with conditions, which may be given. */

import { pipe } from 'fp-ts/lib/function.js'
import { describe as networkText } from '../layers/describe.js'
import { draw } from '../models/joint/generation.js'
import { type Conditional, conditional, type Given, NOTHING } from '../models/joint/given.js'
import type { JointVae } from '../models/joint/vae.js'
import { between, evenly } from '../models/vae/between.js'
import { refuse } from '../shapes/defect.js'
import { type AnyShape, numbersOf, type Sizes } from '../shapes/dim.js'
import { flattenEvent, mergeRows, splitRows, unflattenEvent } from '../tensors/index.js'
import type { AnyTensor, Tensor } from '../tensors/tensor.js'
import { type Condition, filesOf, type GivenLooks, type Looks, looksOf, type WayAsked } from './looks.js'

/** Why there is nothing of that kind to look at. */
const APART =
  'ofConditional: needs a model of one latent and one variable that is observed, whose prior takes no condition, and none of whose conditions are indices'

/** The names of a model's conditions are those that are named here. */
const namesFault = ({ conditions }: Conditional, named: Readonly<Record<string, Condition>>): string | null => {
  const [own, given] = [Object.keys(conditions).sort().join(', '), Object.keys(named).sort().join(', ')]
  return own === given ? null : `ofConditional: the conditions of the model are ${own}, not ${given}`
}

/**
 * What there is to look at of a model of `x` under conditions: all that there is of a variational autoencoder, under
 * conditions that are given, with the names of their values.
 *
 * Of a model of one latent and one variable that is observed.
 *
 * Errors: a `ShapeError` for a model of another kind, and for names that are not those of its conditions.
 */
export const ofConditional = <P, Q, Latents, Observed>(
  model: JointVae<P, Q, Latents> & { readonly observed: readonly Observed[] },
  conditions: Readonly<Record<string, Condition>>,
): Looks<ReturnType<typeof model.init>> => {
  const own = conditional(model)
  if (own === null) return refuse(APART)
  const fault = namesFault(own, conditions)
  if (fault !== null) return refuse(fault)
  // safe: they are networks of layers
  const { encoder, decoder } = own.networks as unknown as Readonly<Record<string, Parameters<typeof networkText>[0]>>
  return {
    kind: 'conditional variational autoencoder',
    architecture: Object.entries({ encoder, decoder }).flatMap(([name, network]) =>
      network === undefined ? [] : [`${name}: ${networkText(network)}`],
    ),
    latent: numbersOf(own.latent),
    given: {
      conditions,
      generate: (params, key, given) => {
        // safe: a row of each condition that there is
        const { samples, means } = draw(model)(params, key, given as never) as unknown as AnyDraw
        const [x = ''] = model.observed as readonly string[]
        return { x: samples[x] as AnyTensor, mean: means[x] as AnyTensor }
      },
      at: (given) => looksOf(own.at(given), own.params),
      ...betweenOf(own),
    },
    ...filesOf(own),
  }
}

type Rows = Tensor<readonly ['rows', ...AnyShape]>

/** Rows of an event on the way from some to others, all steps one after the other. */
const onTheWay =
  (event: Sizes, { steps, way }: WayAsked) =>
  (one: AnyTensor, other: AnyTensor): AnyTensor =>
    pipe(
      // safe, here and below: they are rows of the event
      between(way)(
        flattenEvent('latent')(one as Rows),
        flattenEvent('latent')(other as Rows),
        evenly('interpolate', steps),
      ),
      mergeRows,
      unflattenEvent<AnyShape>(event),
    ) as unknown as AnyTensor

/** What lies between two examples: their conditions become each other too. */
const betweenOf = (own: Conditional): Pick<GivenLooks<unknown>, 'interpolate'> => {
  const under = (given: Given) =>
    looksOf(own.at(given), own.params) as Looks<unknown> & Required<Pick<Looks<unknown>, 'encode' | 'decode'>> // safe: it has both
  const { interpolate } = under(NOTHING)
  return interpolate === undefined
    ? {}
    : {
        interpolate: (params, asked) => (first, last, given) => {
          const codes = onTheWay(own.latent, asked)(
            under(given.first).encode(params)(first),
            under(given.last).encode(params)(last),
          )
          const shown = Object.fromEntries(
            Object.entries(own.conditions).map(([name, event]) => [
              name,
              onTheWay(event, { ...asked, way: 'straight' })(
                given.first.shown[name] as AnyTensor,
                given.last.shown[name] as AnyTensor,
              ),
            ]),
          )
          const means = under({ seen: {}, shown }).decode(params)(codes)
          return splitRows('steps', 'rows', asked.steps)(means as never) as unknown as AnyTensor
        },
      }
}

/** Draws and means of variables by their names. */
type AnyDraw = Readonly<Record<'samples' | 'means', Readonly<Record<string, AnyTensor>>>>
