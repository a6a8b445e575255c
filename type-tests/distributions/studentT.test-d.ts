import { DiagonalNormal, Kl, Layer, StudentT, type T } from 'shapebound'
import { expectType } from 'tsd'

declare const location: T.Tensor<readonly ['batch', 20]>
declare const degrees: T.Tensor<readonly []>
const q = StudentT.make(location, location, degrees)

expectType<StudentT.StudentT<'batch', readonly [20]>>(q)
expectType<T.Tensor<readonly ['batch']>>(StudentT.logProb(q)<readonly []>(location))
expectType<'StandardStudentT'>(StudentT.standard({ degrees: 4 })(20)._tag)
// @ts-expect-error the degrees are above 0
StudentT.standard({ degrees: 0 })
// @ts-expect-error the degrees are above 0
Layer.studentTHead({ degrees: -1 })
// @ts-expect-error the degrees are one number
StudentT.make(location, location, location)
// @ts-expect-error there is no closed form
Kl.closedForm(q, DiagonalNormal.standard(20))
