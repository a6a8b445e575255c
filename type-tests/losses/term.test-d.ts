import { Elbo, type T } from 'shapebound'
import { expectAssignable, expectNotAssignable, expectType } from 'tsd'

type Labels = { readonly labels: T.Tensor<readonly ['batch']> }
const labels = Elbo.term({
  name: 'log q(y|x)',
  axes: ['batch'],
  sense: 'gain',
  needs: ['labels'],
  nats: (supplied: Labels) => supplied.labels,
})
expectType<Elbo.Term<readonly ['batch'], 'gain', '+user log q(y|x)', Labels>>(labels)

Elbo.term({
  name: 'x',
  // @ts-expect-error other axes than those of the nats
  axes: ['samples', 'batch'],
  sense: 'gain',
  needs: ['labels'],
  nats: ({ labels }: Labels) => labels,
})
// @ts-expect-error neither a gain nor a cost
Elbo.term({ name: 'x', axes: ['batch'], sense: 'reward', needs: ['labels'], nats: ({ labels }: Labels) => labels })
// @ts-expect-error a need that is not one of its needs
Elbo.term({ name: 'x', axes: ['batch'], sense: 'gain', needs: ['label'], nats: ({ labels }: Labels) => labels })

// a term is what its type says
expectNotAssignable<Elbo.Term<readonly string[], 'gain', string, Labels>>(labels)
expectNotAssignable<Elbo.Term<readonly ['batch'], 'cost', '+user log q(y|x)', Labels>>(labels)
expectNotAssignable<Elbo.Term<readonly ['batch'], 'gain' | 'cost', '+user log q(y|x)', Labels>>(labels)
expectNotAssignable<Elbo.Term<readonly ['samples', 'batch'], 'gain', '+user log q(y|x)', Labels>>(labels)
// what needs less may stand for what needs more, and not the other way round
expectAssignable<Elbo.Term<readonly ['batch'], 'gain', '+user log q(y|x)', Labels & Elbo.HasData>>(labels)
expectNotAssignable<Elbo.Term<readonly ['batch'], 'gain', '+user log q(y|x)', Elbo.HasData>>(labels)

// a user's term cannot pass for one of ours, whatever its name
const liar = Elbo.term({
  name: 'kl',
  axes: ['batch'],
  sense: 'cost',
  needs: ['labels'],
  nats: ({ labels }: Labels) => labels,
})
expectNotAssignable<typeof Elbo.kl>(liar)
