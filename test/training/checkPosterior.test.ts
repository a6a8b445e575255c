import { describe, expect, it } from 'vitest'
import { DiagonalNormal, Flow, Layer, MixturePrior, Vae } from '../../src/index.js'
import { closedKl, DENSITY } from '../../src/losses/asks.js'
import * as Elbo from '../../src/losses/index.js'
import { type CheckedObjective, objectiveFault } from '../../src/training/checkObjective.js'
import { posteriorFault } from '../../src/training/checkPosterior.js'
import { smallVae } from '../support/smallVae.js'

const encoder = Layer.sequence(Layer.normalHead(6, 2))
const decoder = Layer.sequence(Layer.bernoulliHead(2, 6))
const mixture = Vae.make({ encoder, decoder, prior: MixturePrior.learned({ components: 3 })(2) })
const forward = Vae.make({
  encoder: Flow.posterior(Layer.sequence(Layer.normalHead(6, 2)), Flow.planar(2)),
  decoder,
  prior: DiagonalNormal.standard(2),
})

const words = <Message extends string>(message: Message): Message => message

describe('posteriorFault', () => {
  it('refuses a pair without a KL divergence in closed form, in the words of the compiler', () => {
    const fault = words<CheckedObjective<typeof mixture, typeof Elbo.elbo> & string>(
      'KL(DiagonalNormal ‖ MixturePrior) has no closed form; use Elbo.klByMonteCarlo instead of Elbo.kl',
    )
    expect(posteriorFault(mixture, [closedKl(null)])).toBe(fault)
    expect(objectiveFault(mixture, Elbo.elbo)).toBe(fault)
    expect(posteriorFault(mixture, [])).toBeNull()
    expect(posteriorFault(smallVae, [closedKl(null)])).toBeNull()
    expect(objectiveFault(mixture, Elbo.elboByMonteCarlo)).toBeNull()
  })

  it('refuses a density that is known at its own samples alone', () => {
    const fault = words<CheckedObjective<typeof forward, typeof Elbo.stickingTheLanding> & string>(
      'a ForwardFlow has its density at its own samples alone: its flow has no inverse; use Elbo.elboByMonteCarlo or Elbo.iwae',
    )
    expect(posteriorFault(forward, [DENSITY])).toBe(fault)
    expect(objectiveFault(forward, Elbo.stickingTheLanding)).toBe(fault)
    expect(objectiveFault(forward, Elbo.elboByMonteCarlo)).toBeNull()
    expect(posteriorFault(smallVae, [DENSITY])).toBeNull()
  })

  it('says nothing of a model of another kind', () => expect(posteriorFault({}, [closedKl(null)])).toBeNull())
})
