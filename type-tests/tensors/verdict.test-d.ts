import type { T } from 'shapebound'
import { exactly } from '../exactly.js'

exactly<T.Allowed<readonly ['batch']>, unknown>()
exactly<T.Allowed<'broadcast: no'>, 'broadcast: no'>()
exactly<T.Computed<readonly ['batch']>, T.Tensor<readonly ['batch']>>()
exactly<T.Computed<'broadcast: no'>, never>()
// a rule that answers never refuses
exactly<T.Allowed<never>, never>()
