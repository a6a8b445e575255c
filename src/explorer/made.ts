/** An explorer of a model: its programs, its numbers in fewer bits, and examples with their codes, as one blob. */

import { type GraphInput, sizeOf } from '../compiler/graph/value.js'
import type { Bare } from '../export/bare.js'
import { blobOf, readBlob, type Sections, sections } from './blob.js'
import { type Machine, machine, rowsOf } from './machine.js'
import type { Explorer, Held, Points, Rounding, Section } from './model.js'
import { packed } from './packed.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What is told of a model, beside what is computed of it. */
export type Told = Pick<
  Explorer,
  'title' | 'about' | 'data' | 'objective' | 'picture' | 'event' | 'latent' | 'conditions' | 'trained'
>

/** Examples that a page holds. */
export interface Examples {
  /** Shapes: `[count, event]`, flat. */
  readonly x: Float32Array
  /** The value of each condition of each example, one after the other. Shapes: `[count, conditions]`. */
  readonly given?: Uint8Array
  readonly labels: Uint8Array | null
  readonly classes: readonly string[]
  /** Where they lie, of whoever knows it already. */
  readonly codes?: CodesKnown
}

/** The center of q(z|x) of each example, and its KL for each number of the latent; without that it is none. */
export interface CodesKnown {
  readonly centers: readonly Float32Array[]
  readonly kl: readonly Float32Array[]
}

/** What an explorer is made of. */
export interface Parts {
  readonly told: Told
  readonly programs: readonly Bare[]
  readonly examples: Examples
  /** Weights as int8 and not as float16. */
  readonly small: boolean
}

/** An explorer, before it is compressed. */
export interface Made {
  readonly header: Explorer
  readonly bytes: Uint8Array<ArrayBuffer>
}

// -----------------------------------------------------------------------------
// weights
// -----------------------------------------------------------------------------

/** The parameters that a program reads, each with the sizes that it has there. */
const weightsIn = ({ graph, weights }: Bare): readonly (readonly [GraphInput, Float32Array])[] =>
  graph.inputs.flatMap((input) => {
    const values = weights[input.name]
    return values === undefined ? [] : [[input, values] as const]
  })

/** The numbers of all parameters, each once; those of one axis as they are: they are few, and each counts for many. */
const heldWeights = (programs: readonly Bare[], held: Held, into: Sections): Readonly<Record<string, Section>> => {
  const found: Record<string, Section> = {}
  for (const [{ name, value }, values] of programs.flatMap(weightsIn))
    found[name] ??= into.add(value.shape.length < 2 ? 'f32' : held, values, value.shape.at(-1) ?? 1)
  return found
}

/** The model and its weights, with what is told of it and no examples. */
const bareOf = ({ told, programs }: Pick<Parts, 'told' | 'programs'>, held: Held, into: Sections): Explorer => ({
  ...told,
  kl: null,
  programs: Object.fromEntries(programs.map((program) => [program.name, packed(program, into)])),
  weights: heldWeights(programs, held, into),
  points: null,
  rounding: null,
})

const machineOf = (header: Explorer, into: Sections): Machine =>
  machine(readBlob<Explorer>(blobOf(header, into.parts()).buffer))

// -----------------------------------------------------------------------------
// examples
// -----------------------------------------------------------------------------

const isUnit = (values: Float32Array): boolean => values.every((value) => value >= 0 && value <= 1)

/** Numbers from 0 to 1 are held as bytes, which is what pictures are. */
const heldExamples = (x: Float32Array, into: Sections): Section =>
  isUnit(x)
    ? into.add(
        'u8',
        x.map((value) => Math.round(value * 255)),
      )
    : into.add('f16', x)

const meanOf = (rows: readonly Float32Array[]): readonly number[] | null =>
  rows[0] === undefined
    ? null
    : Array.from(rows[0], (_, at) => rows.reduce((sum, row) => sum + (row[at] as number), 0) / rows.length)

const pointsOf = (examples: Examples, centers: readonly Float32Array[], into: Sections): Points | null =>
  centers.length === 0
    ? null
    : {
        count: centers.length,
        x: heldExamples(examples.x, into),
        centers: into.add(
          'f32',
          centers.flatMap((center) => [...center]),
        ),
        given: examples.given?.length ? into.add('u8', examples.given) : null,
        labels: examples.labels && into.add('u8', examples.labels),
        classes: examples.labels === null ? [] : examples.classes,
      }

// -----------------------------------------------------------------------------
// what rounding does
// -----------------------------------------------------------------------------

/** How many codes are decoded with weights of either kind. */
const COMPARED = 12

/** Codes to compare at: those of examples, or where there are none the middle of the latent and places around it. */
const comparedAt = (centers: readonly Float32Array[], size: number): readonly Float32Array[] =>
  centers.length > 0
    ? centers.slice(0, COMPARED)
    : Array.from({ length: COMPARED }, (_, row) =>
        Float32Array.from({ length: size }, (__, at) => 2 * Math.sin(row * 12.9898 + at * 78.233)),
      )

const roundingOf = (
  held: Rounding['held'],
  exact: Machine,
  other: Machine,
  codes: readonly Float32Array[],
): Rounding => {
  const differences = codes.flatMap((z) => {
    const [one, two] = [exact.decode(z), other.decode(z)]
    return Array.from(one, (value, at) => Math.abs(value - (two[at] as number)))
  })
  return {
    held,
    worst: differences.reduce((most, each) => Math.max(most, each), 0),
    mean: differences.reduce((sum, each) => sum + each, 0) / Math.max(1, differences.length),
  }
}

// -----------------------------------------------------------------------------
// constructor
// -----------------------------------------------------------------------------

/** Where examples lie by the model itself, one after the other. */
const codesBy = (exact: Machine, { event, conditions: { length } }: Told, { x, given }: Examples): CodesKnown => {
  const all = rowsOf(x, event).map((each, row) =>
    exact.given(given?.subarray(row * length, (row + 1) * length) ?? []).encode(each),
  )
  return { centers: all.map(({ center }) => center), kl: all.flatMap(({ kl }) => kl ?? []) }
}

/** The explorer of a model. Codes and KL are those of the model itself, before its weights are rounded. */
export const made = ({ told, programs, examples, small }: Parts): Made => {
  const own = sections()
  const exact = machineOf(bareOf({ told, programs }, 'f32', own), own)
  const { centers, kl } = examples.codes ?? codesBy(exact, told, examples)
  const held = small ? 'i8' : 'f16'
  const into = sections()
  const bare = bareOf({ told, programs }, held, into)
  const size = sizeOf(told.latent.sizes)
  const header: Explorer = {
    ...bare,
    // of classes there is one for each variable, and none for each number
    kl: kl[0]?.length === size ? meanOf(kl) : null,
    rounding: roundingOf(held, exact, machineOf(bare, into), comparedAt(centers, size)),
    points: pointsOf(examples, centers, into),
  }
  return { header, bytes: blobOf(header, into.parts()) }
}
