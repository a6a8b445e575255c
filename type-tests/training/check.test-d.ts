// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
import { type Data, Elbo, type Model, type T, Train } from 'shapebound'
import { expectType } from 'tsd'

// a model of a user's own, over real data, that supplies labels and no bound
declare const model: Model<readonly [784], 'real', null, { readonly labels: T.Tensor<readonly ['batch']> }>
declare const binary: Data.Dataset<readonly [784], 'binary'>
declare const options: Omit<Train.FitOptions<typeof model, unknown, typeof binary>, 'model' | 'objective' | 'data'>
const labels = Elbo.term({
  name: 'labels',
  axes: ['batch'],
  sense: 'gain',
  needs: ['labels'],
  nats: (supplied: { readonly labels: T.Tensor<readonly ['batch']> }) => supplied.labels,
})
const { validation: _, ...common } = options

// a likelihood over real data takes binary data too
const program = Train.fit({ ...common, model, data: binary, objective: labels })
expectType<null>([] as never as Train.ParamsOf<typeof model>)
expectType<ReturnType<typeof Train.fit<typeof model, typeof labels, typeof binary>>>(program)
// @ts-expect-error it supplies no likelihood
Train.fit({ ...common, model, data: binary, objective: Elbo.elbo })

const greedy = Elbo.term({
  name: 'greedy',
  axes: ['batch'],
  sense: 'gain',
  // @ts-expect-error it reads anything at all
  needs: [],
  nats: (supplied: any) => supplied.x,
})
// @ts-expect-error a term that needs anything at all
Train.fit({ ...common, model, data: binary, objective: greedy })
const wide = Elbo.term({
  name: 'wide',
  axes: ['batch'] as readonly string[],
  sense: 'gain',
  needs: [],
  nats: () => ({}) as T.Tensor<readonly string[]>,
})
// @ts-expect-error a term whose axes are known only when the program runs
Train.fit({ ...common, model, data: binary, objective: wide })
