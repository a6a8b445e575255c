import { Layer } from 'shapebound'
import { expectAssignable, expectNotAssignable } from 'tsd'

const dense = Layer.dense(400, 3)

// a layer may be called any layer: then a sequence refuses it, since its type is lost
expectAssignable<Layer.Layer<Layer.Step>>(dense)
const lost: Layer.Layer<Layer.Step> = dense
// @ts-expect-error its type is lost
Layer.sequence(Layer.dense(784, 400), lost)
expectNotAssignable<Layer.Layer<Layer.Dense<400, 4>>>(dense)
expectNotAssignable<Layer.Layer<Layer.Dense<400, 3>>>(lost)

// a record written by hand, whose build nothing ties to the step
// @ts-expect-error made by Layer.custom
export const byHand: Layer.Layer<Layer.Dense<3, 4>> = { name: 'dense', takes: null, build: () => 'no' }
