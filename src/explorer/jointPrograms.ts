/** What an explorer asks of a model of joint distributions: each of its latents is walked on, those above it given. */

import { closedFormOf } from '../distributions/closedForm.js'
import * as DiagonalNormal from '../distributions/diagonalNormal.js'
import { type Family, type LatentKind, record } from '../distributions/family.js'
import type { Leaf } from '../joints/evaluation.js'
import { sources } from '../joints/graph.js'
import { type AnyJoint, inOrder } from '../joints/joint.js'
import { type AnyVariable, eventOf } from '../joints/variable.js'
import { drawingFrom } from '../models/joint/generation.js'
import { closedFault } from '../models/joint/kl.js'
import { atCenters, decodeJoint } from '../models/joint/reconstruction.js'
import { type SideParams, sidesOf } from '../models/joint/sides.js'
import { supplyJoint } from '../models/joint/supply.js'
import { child, type Key } from '../random/key.js'
import { numbersOf, type Sizes } from '../shapes/dim.js'
import { isShape } from '../shapes/event.js'
import { apart } from '../tensors/sideBySide.js'
import { type AnyTensor, elements } from '../tensors/tensor.js'
import { componentsOf, densityOf, type Mixed, mixedOf } from './mixtures.js'
import type { LatentShown, ProgramName } from './model.js'
import { DRAWS, judged, type Supplied } from './programs.js'
import { type Inferred, type Programs, type RowProgram, type Rows, rowPrograms, traced } from './traced.js'
import { foundName, givenName, judgeProgram, seenProgram } from './view/levels.js'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** What is read of a model, with its types erased. */
interface Whole {
  readonly p: AnyJoint
  readonly q: AnyJoint
  readonly latents: readonly string[]
}

/** A latent that is walked on: its variables, the one that is shown, and the latents that are given it. */
interface Place extends Whole, Mixed {
  /** The variable of p that is looked at. */
  readonly shown: string
  readonly above: readonly AnyVariable[]
  /** The next latent below it. */
  readonly next: AnyVariable | null
  /** Models of the same latent, each of another variable that is observed, by their names. */
  readonly others: Readonly<Record<string, Whole>>
  /** A model of the same latent and of all that is observed, if there is one. */
  readonly together: Whole | null
}

/** A model, and what it is shown of an example. */
interface Sight extends Whole {
  readonly of: readonly string[]
}

/** What is said of a model beside what it is. */
export interface JointShown {
  /** Models with its latent, each of another variable of classes that is observed, by its name. */
  readonly others?: Readonly<Record<string, Whole>>
  /** A model with its latent that is shown x and the others at once. */
  readonly together?: Whole
  /** What the values of variables of classes are called; numbers from 0 where nobody says. */
  readonly names?: Readonly<Record<string, readonly string[]>>
}

/** A distribution by rows, which has its record. */
type Value = { readonly [record]: Family<LatentKind> }

type Program = (place: Place, given: { readonly params: SideParams; readonly rows: Rows; readonly key: Key }) => Rows

// -----------------------------------------------------------------------------
// what is known
// -----------------------------------------------------------------------------

const sizeOf = ({ built }: AnyVariable): number => elements(numbersOf(built.event))

/** What a program calls a variable that is observed. */
const inputOf = ({ shown }: Place, name: string): string => (name === shown ? 'x' : givenName(name))

/** The rows of what is observed. */
const observedIn = (place: Place, { of }: Sight, rows: Rows): Readonly<Record<string, Leaf>> =>
  Object.fromEntries(of.map((name) => [name, rows[inputOf(place, name)] as Leaf])) // safe: a program is given a row of each

/** The model itself, which is shown x. */
const itself = (place: Place): Sight => ({ p: place.p, q: place.q, latents: place.latents, of: [place.shown] })

/** What else may be shown of an example: each other variable alone, and all together. */
const sightsOf = ({ shown, others, together }: Place): readonly Sight[] => [
  ...Object.entries(others).map(([name, model]) => ({ ...model, of: [name] })),
  ...(together === null ? [] : [{ ...together, of: [shown, ...Object.keys(others)] }]),
]

/** The rows of all latents that are given: by the names that they have in the model. */
const knownIn = ({ own, above, picked }: Place, rows: Rows): Readonly<Record<string, Leaf>> =>
  Object.fromEntries([
    ...[...above, ...picked].map(({ name }) => [name, rows[givenName(name)]] as const),
    ...(rows.z === undefined ? [] : [[own.name, rows.z] as const]),
  ]) as Readonly<Record<string, Leaf>> // safe: a program is given a row of each

// -----------------------------------------------------------------------------
// programs
// -----------------------------------------------------------------------------

/** Where an example lies by a model: the centers of q, of those above too, and the classes that q says it is of. */
const locatedBy =
  (sight: Sight): Program =>
  (place, { params, rows }) => {
    const { own, above, picked } = place
    const { z: _, ...given } = knownIn(place, rows)
    const at = atCenters('q', sight.q, params, {
      ...observedIn(place, sight, rows),
      ...Object.fromEntries(picked.map(({ name }) => [name, given[name] as Leaf])),
    })
    const meanOf = (name: string) => {
      const value = at.given(name).value as Value
      return value[record].mean?.(value as never) as unknown as AnyTensor // safe: that of classes is known
    }
    return {
      center: at.value(own.name).rows,
      ...normalOf(place, at.given(own.name).value as Value),
      ...Object.fromEntries(above.map(({ name }) => [foundName(name), at.value(name).rows])),
      ...Object.fromEntries(picked.map(({ name }) => [foundName(name), meanOf(name)])),
    }
  }

const encode: Program = (place, given) => locatedBy(itself(place))(place, given)

/** Of a normal distribution how far it reaches, and where its prior is standard what each number of it tells. */
const normalOf = ({ p, own }: Place, value: Value): Rows => {
  if (value[record].kind !== 'DiagonalNormal') return {}
  const normal = value as unknown as DiagonalNormal.DiagonalNormal<'batch', readonly []> // safe: it is of that kind
  const deviation = DiagonalNormal.standardDeviation(normal)
  return isStandard(p, own) ? { deviation, kl: DiagonalNormal.klToStandardPerDimension(normal) } : { deviation }
}

const isStandard = (p: AnyJoint, { name }: AnyVariable): boolean =>
  p.variables[name]?.built.prior?._tag === 'StandardNormal'

/** The mean of x, those below at the centers of p; and the next one of them. */
const decode: Program = (place, { params, rows }) => {
  const known = knownIn(place, rows)
  return {
    mean: decodeJoint(place, params, place.shown, known) as AnyTensor,
    ...Object.fromEntries(
      Object.entries(place.others).map(([name, other]) => [
        foundName(name),
        decodeJoint(other, params, name, known) as AnyTensor,
      ]),
    ),
    ...(place.next && { next: atCenters('p', place.p, params, known).value(place.next.name).rows }),
  }
}

const drawing = (place: Place, { params, rows, key }: Parameters<Program>[1]) =>
  drawingFrom('p', place.p, params, key, { row: 'batch', count: 1 }, knownIn(place, rows))

/** A draw of x, those below drawn too. */
const draw: Program = (place, given) => ({ x: drawing(place, given).drawn(place.shown) })

/** A draw of the latent from p, given those above. */
const prior: Program = (place, given) => ({ z: drawing(place, given).drawn(place.own.name) })

/** What an example costs by a model, of all latents. */
const costBy =
  (sight: Sight): Program =>
  (place, { params, rows, key }) => {
    const { p, q, latents } = sight
    const batch = { values: observedIn(place, sight, rows), key: child('judge')(key), samples: DRAWS }
    const supplied = supplyJoint(sidesOf(p, q), params, batch) as unknown as Supplied
    const isClosed = latents.every((name) => closedFault(p, q, latents, name) === null)
    const closed = isClosed ? closedFormOf<'batch'>(supplied.posterior as never, supplied.prior as never) : null
    const { z, ...rest } = judged(supplied, closed)
    const all = inOrder(q).filter(({ name }) => latents.includes(name))
    const parts = apart(all.map(sizeOf))<readonly ['samples', 'batch'], 'latent'>(z)
    // safe: the latent is one of them
    return { ...rest, z: parts[all.findIndex(({ name }) => name === place.own.name)] as AnyTensor }
  }

const judge: Program = (place, given) => costBy(itself(place))(place, given)

/** `log p(z)` given those above, summed over the classes that it depends on. Units: nats. */
const density: Program = (place, { params, rows }) => ({ logProb: densityOf(place, params, knownIn(place, rows)) })

/** The centers of p(z) for each of the classes that it depends on, and how probable each is. */
const components: Program = (place, { params, rows }) => {
  const { z: _, ...known } = knownIn(place, rows)
  return componentsOf(place, params, known)
}

const PROGRAMS: Readonly<Record<ProgramName, Program>> = {
  ...{ encode, decode, draw, density, prior, judge, components },
}

// -----------------------------------------------------------------------------
// of a model
// -----------------------------------------------------------------------------

const latentOf = ({ p, own }: Place): LatentShown => ({
  name: own.name,
  sizes: numbersOf(own.built.event),
  over: own.over,
  standard: isStandard(p, own),
})

/** A program at a place, of rows. */
const runAt =
  (place: Place, program: Program): RowProgram['run'] =>
  (params, rows, key) =>
    program(place, { params: params as SideParams, rows, key }) // safe: they are the parameters of the model

/** The events of what every program takes. */
const besideOf = ({ above, picked }: Place): RowProgram['of'] =>
  Object.fromEntries([...above, ...picked].map(({ name, built }) => [givenName(name), built.event]))

const ownPrograms = (place: Place): Readonly<Record<string, RowProgram>> => {
  const event = place.p.variables[place.shown]?.built.event as Sizes // safe: it is a variable of p
  return rowPrograms({
    events: { x: event, z: place.own.built.event },
    beside: besideOf(place),
    isMixture: mixedOf(place).length > 0,
    runOf: (name) => runAt(place, PROGRAMS[name]),
  })
}

/** Where an example lies of which other variables are given, and what it costs. */
const sightPrograms = (place: Place): Readonly<Record<string, RowProgram>> =>
  Object.fromEntries(
    sightsOf(place).flatMap((sight) => {
      const program = seenProgram(sight.of.map((name) => inputOf(place, name)))
      // safe: q is given them
      const events = sight.of.map((name) => [inputOf(place, name), sight.q.variables[name]?.built.event as Sizes])
      const of = { ...Object.fromEntries(events), ...besideOf(place) }
      return [
        [program, { of, run: runAt(place, locatedBy(sight)) }],
        [judgeProgram(program), { of, run: runAt(place, costBy(sight)) }],
      ]
    }),
  )

const programsAt = (place: Place): Programs => ({
  latent: latentOf(place),
  programs: traced({ ...ownPrograms(place), ...sightPrograms(place) }),
})

/** Whether a latent is one of some classes, which is picked. */
const isPicked = ({ from, built }: AnyVariable): boolean => from === 'Categorical' && built.event.length === 1

/** The values of a variable of classes. */
const valuesIn = (variable: AnyVariable, names: JointShown['names']): readonly string[] =>
  names?.[variable.name] ?? Array.from({ length: sizeOf(variable) }, (_, at) => String(at))

const inferredOf = ({ p }: Whole, shown: string, variable: AnyVariable, names: JointShown['names']): Inferred => ({
  name: variable.name,
  values: valuesIn(variable, names),
  of: sources(p, shown).has(variable.name) ? 'of x' : 'of a latent',
})

/**
 * What an explorer asks of a model that is shown one variable. Its latents in the order of p are walked on, each where those above it
 * are given; those of one of some classes are picked, unless there is no other. `null` of latents that are indices, and where a variable
 * is given itself.
 */
export const jointPrograms = (
  whole: Whole,
  shown: string,
  { others = {}, together, names = {} }: JointShown = {},
): Programs | null => {
  const all = inOrder(whole.p).flatMap(({ name }) =>
    whole.latents.includes(name) ? (whole.q.variables[name] ?? []) : [],
  )
  const walked = all.some((each) => !isPicked(each)) ? all.filter((each) => !isPicked(each)) : all
  const picked = all.filter((each) => !walked.includes(each))
  // what is drawn in turn takes as many passes as it has numbers: no page waits for that
  if (inOrder(whole.p).some(({ built }) => built.inTurn === true)) return null
  if (walked.length === 0 || all.some((each) => !isShape(eventOf(each)))) return null
  const places = walked.map((own, at) =>
    programsAt({
      ...{ ...whole, shown, own, above: walked.slice(0, at), next: walked[at + 1] ?? null, picked },
      ...{ others, together: together ?? null },
    }),
  )
  const [first, ...below] = places as [Programs, ...Programs[]] // safe: there is one
  return {
    ...first,
    below,
    inferred: picked.map((each) => inferredOf(whole, shown, each, names)),
    others: Object.entries(others).map(([name, { p }]) => ({
      name,
      values: valuesIn(p.variables[name] as AnyVariable, names), // safe: it observes that variable
    })),
  }
}
