import type { Distribution } from 'shapebound'
import { expectType } from 'tsd'
import { exactly } from '../exactly.js'

// what has no mean in closed form is no likelihood, and says which point stands for it
declare const relaxed: Distribution.Formula<'RelaxedBernoulli', 'logits'>
expectType<null>(relaxed.mean)
expectType<(parameters: Distribution.Leaves<'logits'>) => Distribution.Leaf>(relaxed.center)
declare const laplace: Distribution.Formula<'Laplace', 'mean' | 'logScale'>
expectType<(parameters: Distribution.Leaves<'mean' | 'logScale'>) => Distribution.Leaf>(laplace.mean)

// a divergence for each distribution and prior of the facts, and no other
exactly<keyof (typeof laplace)['kl'], 'Laplace' | 'StandardLaplace'>()
exactly<keyof (typeof relaxed)['kl'], never>()
exactly<keyof (typeof laplace)['head'], 'mean' | 'logScale'>()
