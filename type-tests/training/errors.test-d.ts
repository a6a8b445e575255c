import type { Engine, Shape, Train } from 'shapebound'
import { exactly } from '../exactly.js'

exactly<
  Train.TrainError,
  | Train.BadRequest
  | Train.BadData
  | Train.Diverged
  | Train.SaveFailed
  | Engine.EngineMissing
  | Engine.EngineFailed
  | Engine.PartFailed
  | Shape.ShapeError
>()
// every error says which it is
exactly<
  Train.TrainError['_tag'],
  'BadRequest' | 'BadData' | 'Diverged' | 'SaveFailed' | 'EngineMissing' | 'EngineFailed' | 'PartFailed' | 'ShapeError'
>()
