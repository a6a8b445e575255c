// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
import { Elbo } from 'shapebound'
import { expectType } from 'tsd'

declare const anything: any
declare const steps: number

// -----------------------------------------------------------------------------
// literals and numbers
// -----------------------------------------------------------------------------

expectType<Elbo.Schedule>(Elbo.linearWarmUp({ steps: 100 }))
expectType<Elbo.Schedule>(Elbo.linearWarmUp({ steps }))
expectType<Elbo.Schedule>(Elbo.cyclicalWarmUp({ steps, proportion: steps }))
// @ts-expect-error linearWarmUp: the steps must be above 0, not 0
Elbo.linearWarmUp({ steps: 0 })
// @ts-expect-error any steps
Elbo.linearWarmUp({ steps: anything })
// @ts-expect-error cyclicalWarmUp: the proportion must be above 0 and at most 1, not 2
Elbo.cyclicalWarmUp({ steps: 10, proportion: 2 })
// @ts-expect-error cyclicalWarmUp: the proportion must be above 0 and at most 1, not 0
Elbo.cyclicalWarmUp({ steps: 10, proportion: 0 })
// @ts-expect-error any proportion
Elbo.cyclicalWarmUp({ steps: 10, proportion: anything })

// -----------------------------------------------------------------------------
// functions of a user's, generic in a number literal: no casts
// -----------------------------------------------------------------------------

export const warmUps = <const Given extends number>(given: Given) => [
  Elbo.linearWarmUp({ steps: given, from: given, to: given }),
  Elbo.sigmoidWarmUp({ steps: given }),
  Elbo.cyclicalWarmUp({ steps: given, proportion: given }),
  Elbo.schedule({ training: () => given, evaluation: given }),
]

export const objectives = <const Given extends number>(given: Given) => [
  Elbo.elboWithBeta(given),
  Elbo.elboWithFreeBits(given),
  Elbo.elboWithGroupedFreeBits(given),
  Elbo.elboWithCapacity({ gamma: given, capacity: given }),
  Elbo.scale(given),
  Elbo.atLeast(given),
  Elbo.distanceFrom(given),
  Elbo.miwae(given),
  Elbo.piwae(given),
  Elbo.ciwae(given),
  Elbo.groupsOf(given),
]

// what is proved of it follows from the number that the caller gives
const renyi = <const Given extends number>(given: Given) => Elbo.renyi(given)(Elbo.logWeight)
expectType<'bound'>(Elbo.describe(renyi(0.5)).guarantee)
expectType<'objective'>(Elbo.describe(renyi(-0.5)).guarantee)
