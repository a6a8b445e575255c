// biome-ignore-all format: a program and what the compiler says to it are one line
// biome-ignore-all lint/suspicious/noExplicitAny: that it is refused is the subject
// What the compiler says when a model of fields and data of fields do not fit.
import { Data, DiagonalNormal, Elbo, Evaluate, type HasMask, Key, Layer, Optimizer, type RecordModel, type Shown, T, Train, Vae } from 'shapebound'
import { Source } from 'shapebound/node'

declare const anything: any
const key = Key.from(7)
const { binary, grey, factors } = Data.sprites({ key, size: 16, count: 60 })
const smaller = Data.sprites({ key, size: 15, count: 60 }).binary
const shapes = Data.classes(3, factors.shape.values)
const seven = Data.classes(7, factors.shape.values)
const some = Data.partly((row) => row < 9)(shapes)
const common = { optimizer: Optimizer.adam(), epochs: 1, key } as const
type Image = Shown<readonly [256], 'binary'>
type Shape = Shown<readonly [3], 'oneHot'>
interface Supplies { readonly logLabel: T.Tensor<readonly ['batch']> }
declare const model: RecordModel<{ readonly x: Image; readonly label: Shape }, { readonly net: null }, Supplies>
declare const reading: RecordModel<{ readonly x: Image; readonly label: Shown<readonly [3], 'oneHot', 'some'> }, null, Supplies>
declare const sole: RecordModel<{ readonly image: Image }, null, Supplies>
const plain = Vae.make({
  encoder: Layer.sequence(Layer.dense(256, 50), Layer.tanh, Layer.normalHead(50, 5)),
  decoder: Layer.sequence(Layer.dense(5, 50), Layer.tanh, Layer.bernoulliHead(256)),
  prior: DiagonalNormal.standard(5),
})
const objective = Elbo.term({ name: 'log p(label)', axes: ['batch'], sense: 'gain', needs: ['logLabel'], nats: (supplied: Supplies) => supplied.logLabel })
const masked = Elbo.term({ name: 'masked', axes: ['batch'], sense: 'gain', needs: ['logLabel', 'mask of label'], nats: (supplied: Supplies & HasMask<'label'>) => T.same.mul(supplied['mask of label'])(supplied.logLabel) })
const misnamed = Elbo.term({ name: 'misnamed', axes: ['batch'], sense: 'gain', needs: ['mask of labels'], nats: (supplied: HasMask<'labels'>) => supplied['mask of labels'] })
const data = Data.records('sprites', { x: binary, label: shapes })
const partly = Data.records('sprites', { x: binary, label: some })
const asking = Train.player({ name: 'asks', objective: masked, moves: ['net'], optimizer: Optimizer.adam() })
const careless = Train.player({ name: 'careless', objective, moves: ['net'], optimizer: Optimizer.adam() })

// -----------------------------------------------------------------------------
// the data
// -----------------------------------------------------------------------------

Data.records('sprites', { x: binary, label: [0, 1, 2] }) //! records: label is not a data set <- label
Data.records('sprites', { x: binary, label: factors.shape }) //! records: label is not a data set <- label
Data.records('sprites', { x: anything }) //! Type 'any' is not assignable to type 'never' <- x:
Data.classes(0, [0]) //! classes: the count must be a positive whole number, not 0 <- 0
Data.classes(3 as number, [0]) //! classes: the count is known only when the program runs: give it a name with Dim.named <- 3
Data.indices(0, [0]) //! indices: the limit must be a positive whole number, not 0 <- 0,
Data.indices(3 as number, [0]) //! indices: the limit is known only when the program runs: give it a name with Dim.named <- 3
Data.indices(3, [0], [0]) //! indices: a dimension must be a positive whole number, not 0 <- 0])
Data.indices(3, binary) //! ArrayLike<number> <- binary
Data.partly((row) => row > 1)(Data.indices(3, [0])) //! IndexDataset< <- Data.indices
Data.Binarize.field('label', Data.Binarize.sample)(Data.records('sprites', { x: grey, label: Data.indices(3, [0]) })) //! Binarize.field: label must be unitInterval data, not integer <- Data.records
Data.numbers('ages', binary) //! ArrayLike<number> <- binary
Source.labelsFromIdx({ path: 'labels', name: 'own', classes: 2.5 }) //! labelsFromIdx: the classes must be a positive whole number, not 2.5 <- classes
Data.Binarize.field('y', Data.Binarize.sample)(Data.records('sprites', { x: grey, label: shapes })) //! Binarize.field: the data has no field y <- Data.records
Data.Binarize.field('label', Data.Binarize.sample)(Data.records('sprites', { x: grey, label: shapes })) //! Binarize.field: label must be unitInterval data, not oneHot <- Data.records
Data.Binarize.field('label', Data.Binarize.threshold())(partly) //! Binarize.field: label must be unitInterval data, not oneHot <- partly
Data.sequences('walks', { time: 0, each: 2, support: 'real' }, []) //! sequences: the time must be a positive whole number, not 0 <- time:
Data.sequences('walks', { time: 4 as number, each: 2, support: 'real' }, []) //! sequences: the time is known only when the program runs: give it a name with Dim.named <- time:
Data.sequences('walks', { time: 4, each: 0.5, support: 'real' }, []) //! sequences: the numbers of a step must be a positive whole number, not 0.5 <- each:
Data.sequences('walks', { time: 4, each: 2, support: 'reals' }, []) //! Type '"reals"' is not assignable to type <- support:
Data.sequences('walks', { time: 4, each: 2, support: 'real' }, [[7]]) //! Type 'number' is not assignable to type 'ArrayLike<number>' <- 7
Data.partly((row) => row > 1)(partly) //! Records< <- partly

Train.fit({ ...common, model, objective, data: binary }) //! the model is shown several fields but the data has one: take Data.records <- data:
Train.fit({ ...common, model, objective, data: Data.records('sprites', { x: binary }) }) //! the model is shown label, which the data does not have: let q draw it, or add the field <- data:
Train.fit({ ...common, model, objective, data: Data.records('sprites', { x: binary, label: seven }) }) //! the model takes label of [3] but the data has label of [7] <- data:
Train.fit({ ...common, model, objective, data: Data.records('sprites', { x: smaller, label: shapes }) }) //! the model takes x of [256] but the data has x of [225] <- data:
Train.fit({ ...common, model, objective, data: Data.records('sprites', { x: grey, label: shapes }) }) //! the distribution of x is over binary data but the data is unitInterval <- data:
Train.fit({ ...common, model, objective, data: partly }) //! the model is shown label of every row but the data has it of some: take Elbo.whereObserved('label') <- data:
Train.fit({ ...common, model, objective, data, validation: partly }) //! the model is shown label of every row but the validation data has it of some: take Elbo.whereObserved('label') <- validation:
Train.fit({ ...common, model, objective, data, validation: Data.records('held', { x: binary }) }) //! the model is shown label, which the validation data does not have: let q draw it, or add the field <- validation:
Train.fit({ ...common, model, objective, data: Data.records('sprites', { x: binary, label: Data.indices(3, [0]) }) }) //! the model takes label of [3] but the data has label of indices below 3 <- data:
Train.fit({ ...common, model, objective, data: Data.indices(3, [0]) }) //! the data is not a data set <- data:
Train.fit({ ...common, model, objective, data: 7 }) //! the data is not a data set <- data:
Train.fit({ ...common, model, objective, data: anything }) //! the data is any <- {
Train.fit({ ...common, model: sole, objective, data: grey }) //! the distribution of image is over binary data but the data is unitInterval <- data:
Train.fit({ ...common, model: sole, objective, data: smaller }) //! the model takes image of [256] but the data has image of [225] <- data:
Train.fit({ ...common, model: sole, objective, data }) //! the model is shown image, which the data does not have: let q draw it, or add the field <- data
Train.fit({ ...common, model: plain, objective: Elbo.elbo, data: Data.records('sprites', { image: binary }) }) //! the model is shown x, which the data does not have <- data:
Train.fit({ ...common, model: plain, objective: Elbo.elbo, data: Data.records('sprites', { x: grey }) }) //! the distribution of x is over binary data but the data is unitInterval <- data:
Train.fit({ ...common, model: plain, objective: Elbo.elbo, data: Data.records('sprites', { x: Data.partly([1])(binary) }) }) //! the model is shown x of every row but the data has it of some <- data:
Train.play({ epochs: 1, key, model, players: [asking, careless], data: partly }) //! the model is shown label of every row but the data has it of some: take Elbo.whereObserved('label') <- data:

// -----------------------------------------------------------------------------
// the objective
// -----------------------------------------------------------------------------

Train.fit({ ...common, model, objective: misnamed, data }) //! the model does not supply mask of labels <- objective:
Train.fit({ ...common, model, objective: Elbo.elbo, data }) //! the model does not supply <- objective:
Train.fit({ ...common, model: plain, objective: masked, data: binary }) //! the model does not supply <- objective:
Train.play({ epochs: 1, key, model, data, players: [Train.player({ ...asking, moves: ['nets'] })] }) //! player asks moves nets: the model has no such part <- Train

declare const which: boolean
declare const wide: string
const perExample = Elbo.whereObserved('label')
perExample(Elbo.logLikelihood, Elbo.elbo) //! whereObserved: the term has the axes [samples, batch] but must have [batch]; average over the others <- Elbo.logLikelihood
perExample(Elbo.elbo, Elbo.kl) //! whereObserved: the term must be a gain, not a cost; use Elbo.minimize <- Elbo.kl
perExample(Elbo.elbo, 7) //! whereObserved: this is not a term <- 7
perExample(Elbo.elbo, which ? masked : objective) //! whereObserved: the term must be one term, not a union <- which
perExample(anything, Elbo.elbo) //! Argument of type 'any' is not assignable to parameter of type 'never' <- anything
Elbo.whereObserved(wide) //! whereObserved: the field is known only when the program runs <- wide
Elbo.whereObserved(which ? 'x' : 'label') //! whereObserved: the field must be one field, not a union <- which
Train.fit({ ...common, model, objective: Elbo.whereObserved('labels')(objective, objective), data }) //! the model does not supply mask of labels <- objective:
Train.fit({ ...common, model, objective: Elbo.whereObserved('x')(objective, objective), data: partly }) //! the model is shown label of every row but the data has it of some: take Elbo.whereObserved('label') <- data
Train.fit({ ...common, model, objective: Elbo.whereObserved('label')(Elbo.elbo, objective), data: partly }) //! the model does not supply <- objective:

// -----------------------------------------------------------------------------
// evaluation
// -----------------------------------------------------------------------------

const measured = { model, params: { net: null }, key } as const
Evaluate.objective({ ...measured, objective, data: partly }) //! the model is shown label of every row but the data has it of some: take Elbo.whereObserved('label') <- data:
Evaluate.objective({ ...measured, objective: misnamed, data }) //! the model does not supply mask of labels <- objective:
Evaluate.bound({ ...measured, bound: Elbo.whereObserved('label')(objective, Elbo.elbo), data }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
Evaluate.bound({ ...measured, bound: objective, data }) //! evaluate: this objective is not proved to bound log p(x) from below <- bound:
declare const params: Parameters<typeof Evaluate.bound<typeof plain, typeof Elbo.elbo, typeof binary>>[0]['params']
Evaluate.bound({ model: plain, params, key, bound: Elbo.elbo, data: Data.records('sprites', { x: Data.Binarize.relaxed(grey), label: shapes }) }) //! relaxed pixels are not data, so they have no log p(x) to bound <- data:

// -----------------------------------------------------------------------------
// the right programs: none of these has an error
// -----------------------------------------------------------------------------

Train.fit({ ...common, model, objective, data, validation: data })
Train.fit({ ...common, model, objective: masked, data: partly, validation: data })
Train.fit({ ...common, model, objective: masked, data })
Train.fit({ ...common, model, objective: Elbo.whereObserved('label')(objective, objective), data: partly })
Train.fit({ ...common, model: reading, objective, data: partly })
Train.fit({ ...common, model: sole, objective, data: binary })
Train.fit({ ...common, model: sole, objective, data: Data.records('sprites', { image: binary, label: some }) })
Train.fit({ ...common, model: plain, objective: Elbo.elbo, data })
Train.play({ epochs: 1, key, model, players: [asking], data: partly })
Evaluate.objective({ ...measured, objective: masked, data: partly })
