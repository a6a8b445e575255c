import type { Sampled, T } from 'shapebound'
import { exactly } from '../exactly.js'

exactly<Sampled<'samples', 'batch', readonly [20]>['z'], T.Tensor<readonly ['samples', 'batch', 20]>>()
exactly<Sampled<'samples', 'batch', readonly [20]>['logProb'], T.Tensor<readonly ['samples', 'batch']>>()
