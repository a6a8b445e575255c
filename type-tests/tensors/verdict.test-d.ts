import type { Shape, T } from 'shapebound'
import { exactly } from '../exactly.js'

exactly<T.Allowed<readonly ['batch']>, unknown>()
exactly<T.Allowed<'broadcast: no'>, 'broadcast: no'>()
exactly<T.ShapeOr<readonly ['batch']>, readonly ['batch']>()
exactly<T.ShapeOr<'broadcast: no'>, 'broadcast: no' & Shape.AnyShape>()
// a rule that answers never refuses
exactly<T.Allowed<never>, never>()
