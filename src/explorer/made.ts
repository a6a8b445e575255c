/** An explorer of a model: its programs, its numbers in fewer bits, and examples with their codes, as one blob. */

import { type GraphInput, sizeOf } from '../compiler/graph/value.js'
import type { Bare } from '../export/bare.js'
import { blobOf, readBlob, type Sections, sections } from './blob.js'
import { type Machine, machine, rowsOf } from './machine.js'
import type { Explorer, Held, LatentShown, Level, Points, Rounding, Section } from './model.js'
import { packed } from './packed.js'
import { latentsOf, levelAt } from './view/levels.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What is told of a model, beside what is computed of it. */
export type Told = Pick<
  Explorer,
  'title' | 'about' | 'data' | 'objective' | 'picture' | 'event' | 'latent' | 'conditions' | 'others' | 'trained'
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
  /** The latents below, the next one first, each with its own. */
  readonly below?: readonly { readonly latent: LatentShown; readonly programs: readonly Bare[] }[]
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

const packedAll = (programs: readonly Bare[], into: Sections): Explorer['programs'] =>
  Object.fromEntries(programs.map((program) => [program.name, packed(program, into)]))

/** The model and its weights, with what is told of it and no examples. */
const bareOf = ({ told, programs, below = [] }: Parts, held: Held, into: Sections): Explorer => ({
  ...told,
  kl: null,
  programs: packedAll(programs, into),
  weights: heldWeights([...programs, ...below.flatMap((level) => level.programs)], held, into),
  points: null,
  ...(below.length === 0
    ? {}
    : {
        below: below.map((level) => ({
          ...{ latent: level.latent, kl: null, points: null },
          programs: packedAll(level.programs, into),
        })),
      }),
  rounding: null,
})

/** The model on each of its latents, the uppermost first. */
const machinesOf = (header: Explorer, into: Sections): readonly Machine[] => {
  const { numbers } = readBlob<Explorer>(blobOf(header, into.parts()).buffer)
  return latentsOf(header).map((_, at) => machine({ header: levelAt(header, at), numbers }))
}

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

const flat = (rows: readonly ArrayLike<number>[]): readonly number[] => rows.flatMap((row) => Array.from(row))

const pointsOf = (examples: Examples, { centers, given }: Located, into: Sections): Points | null =>
  centers.length === 0
    ? null
    : {
        count: centers.length,
        x: heldExamples(examples.x, into),
        centers: into.add('f32', flat(centers)),
        given: given.length === 0 ? null : into.add('u8', given),
        labels: examples.labels && into.add('u8', examples.labels),
        classes: examples.labels === null ? [] : examples.classes,
      }

// -----------------------------------------------------------------------------
// what rounding does
// -----------------------------------------------------------------------------

/** How many codes are decoded with weights of either kind. */
const COMPARED = 12

/** Codes to compare at: those of examples, or where there are none places around the middle of the latent, or codes of its table. */
const comparedAt = (centers: readonly Float32Array[], { sizes, count }: LatentShown): readonly Float32Array[] =>
  centers.length > 0
    ? centers.slice(0, COMPARED)
    : Array.from({ length: COMPARED }, (_, row) =>
        Float32Array.from({ length: sizeOf(sizes) }, (__, at) =>
          count === undefined ? 2 * Math.sin(row * 12.9898 + at * 78.233) : (row + at) % count,
        ),
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

/** Where examples lie on one latent. */
interface Located extends CodesKnown {
  readonly above: readonly Float32Array[]
  /** The value of each condition of each example, one after the other. */
  readonly given: ArrayLike<number>
}

/** Where examples lie by the model itself, one after the other. */
const codesBy = (exact: Machine, { event, conditions: { length } }: Told, { x, given }: Examples): Located => {
  const all = rowsOf(x, event).map((each, row) =>
    exact.given(given?.subarray(row * length, (row + 1) * length) ?? []).encode(each),
  )
  return {
    centers: all.map(({ center }) => center),
    kl: all.flatMap(({ kl }) => kl ?? []),
    above: all.map(({ above }) => above),
    given: all.flatMap((each) => each.given),
  }
}

/** Of classes there is one for each variable, and none for each number. */
const klOf = ({ kl }: CodesKnown, { sizes }: LatentShown): readonly number[] | null =>
  kl[0]?.length === sizeOf(sizes) ? meanOf(kl) : null

const levelOf = (level: Level, located: Located, into: Sections): Level => ({
  ...level,
  kl: klOf(located, level.latent),
  points:
    located.centers.length === 0
      ? null
      : { centers: into.add('f32', flat(located.centers)), above: into.add('f32', flat(located.above)) },
})

/** The explorer of a model. Codes and KL are those of the model itself, before its weights are rounded. */
export const made = (parts: Parts): Made => {
  const { told, examples, small } = parts
  const own = sections()
  const exact = machinesOf(bareOf(parts, 'f32', own), own)
  const held = small ? 'i8' : 'f16'
  const into = sections()
  const bare = bareOf(parts, held, into)
  const [top, ...below] = exact.map(
    (each): Located =>
      examples.codes === undefined
        ? codesBy(each, told, examples)
        : { ...examples.codes, above: [], given: examples.given ?? [] },
  ) as [Located, ...Located[]] // safe: there is one latent or more
  const header: Explorer = {
    ...bare,
    kl: klOf(top, told.latent),
    // safe: there is a machine of each
    ...(bare.below && { below: bare.below.map((level, at) => levelOf(level, below[at] as Located, into)) }),
    rounding: roundingOf(
      ...([held, exact[0] as Machine, machinesOf(bare, into)[0] as Machine] as const),
      comparedAt(top.centers, told.latent),
    ),
    points: pointsOf(examples, top, into),
  }
  return { header, bytes: blobOf(header, into.parts()) }
}
