import { Elbo } from 'shapebound'
import { exactly } from '../exactly.js'

type Content<Term> = Term extends Elbo.Term<infer _A, infer _S, infer Atoms, infer _N> ? Atoms : never
declare const wide: number

const renyi = {
  half: Elbo.renyi(0.5)(Elbo.logWeight),
  zero: Elbo.renyi(0)(Elbo.logWeight),
  two: Elbo.renyi(2)(Elbo.logWeight),
  below: Elbo.renyi(-1)(Elbo.logWeight),
  wide: Elbo.renyi(wide)(Elbo.logWeight),
  several: Elbo.renyi(0.5 as 0.5 | -1)(Elbo.logWeight),
}
exactly<Content<typeof renyi.half>, '+renyi'>()
exactly<Content<typeof renyi.zero>, '+renyi'>()
exactly<Content<typeof renyi.two>, '+renyi'>()
exactly<Content<typeof renyi.below>, '~'>()
exactly<Content<typeof renyi.wide>, '~'>()
exactly<Content<typeof renyi.several>, '~'>()

const [tiny, whole, some] = [
  Elbo.ciwae(1e-7)(Elbo.logWeight),
  Elbo.ciwae(1)(Elbo.logWeight),
  Elbo.ciwae(wide)(Elbo.logWeight),
]
exactly<Content<typeof tiny>, '+ciwae'>()
exactly<Content<typeof whole>, '+ciwae'>()
exactly<Content<typeof some>, '~'>()
// @ts-expect-error above 1
Elbo.ciwae(1.0001)
// @ts-expect-error one of several is above 1
Elbo.ciwae(0.5 as 0.5 | 2)

exactly<Elbo.GuaranteeOf<'+renyi'>, 'bound'>()
exactly<Elbo.GuaranteeOf<'+log p(x|z)' | '+log p(z)' | '-log q(z|x), path only'>, 'bound'>()
exactly<Elbo.GuaranteeOf<'+log p(x|z)' | '-kl per dimension'>, 'objective'>()
