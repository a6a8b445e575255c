import { Elbo } from 'shapebound'
import { exactly } from '../exactly.js'

type SenseOf<Given> = Given extends Elbo.Term<infer _A, infer Sense, infer _C, infer _N> ? Sense : never
declare const wide: number

const [two, some] = [Elbo.cubo(2)(Elbo.logWeight), Elbo.cubo(wide)(Elbo.logWeight)]
exactly<SenseOf<typeof two>, 'cost'>()
exactly<SenseOf<typeof some>, 'cost'>()
exactly<Elbo.GuaranteeOf<'+cubo'>, 'objective'>()
exactly<Elbo.GuaranteeOf<'-cubo'>, 'objective'>()
// @ts-expect-error below 1
Elbo.cubo(0.5)
// @ts-expect-error below 0
Elbo.cubo(-2)
// @ts-expect-error averaged before
Elbo.cubo(2)(Elbo.elbo)
