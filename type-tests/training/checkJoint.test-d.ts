import { Categorical, DiagonalNormal, Elbo, Joint, Layer, Vae } from 'shapebound'
import { expectType } from 'tsd'
import type { BlockedBy, OfVariables } from '../../dist/training/checkJoint.js'

const { bernoulliHead, categoricalHead, normalHead, sequence } = Layer
const head = sequence(normalHead(2, 2))
const x = Joint.given('x', [2])
const p = Joint.of(
  Joint.variable('z2', DiagonalNormal.standard(2)),
  Joint.variable('z1', head, 'z2'),
  Joint.variable('x', head, 'z1'),
)
const bottomUp = Vae.of({ p, q: Joint.of(x, Joint.variable('z1', head, 'x'), Joint.variable('z2', head, 'z1')) })
const clusters = Vae.of({
  p: Joint.of(
    Joint.variable('y', Categorical.standard(3)),
    Joint.variable('z', sequence(normalHead(3, 2)), 'y'),
    Joint.variable('x', sequence(bernoulliHead(2, 2)), 'z'),
  ),
  q: Joint.of(
    x,
    Joint.variable('y', sequence(categoricalHead(2, 3)), 'x'),
    Joint.variable('z', sequence(normalHead(3, 2)), 'y'),
  ),
})

type Supplies<Given> = Given extends {
  readonly supply: (params: never) => (observed: never) => infer Supplied
}
  ? Supplied
  : never
type Needs<Given> = Given extends Elbo.Term<infer _Axes, infer _Sense, infer _Content, infer Needed> ? Needed : never

declare const any: <Given>() => Given

const z2 = Elbo.klOf('z2')
const z1 = Elbo.klOf('z1')
const z3 = Elbo.klOf('z3')
expectType<never>(any<OfVariables<Needs<typeof z2>, Supplies<typeof bottomUp>>>())
expectType<"the KL of z1 has no closed form: p draws z1 from z2, and q draws z2 from z1: take Elbo.klByMonteCarloOf('z1')">(
  any<OfVariables<Needs<typeof z1>, Supplies<typeof bottomUp>>>(),
)
expectType<'the model has no latent z3'>(any<OfVariables<Needs<typeof z3>, Supplies<typeof bottomUp>>>())
expectType<never>(any<BlockedBy<Supplies<typeof bottomUp>>>())
expectType<'y'>(any<BlockedBy<Supplies<typeof clusters>>>())
