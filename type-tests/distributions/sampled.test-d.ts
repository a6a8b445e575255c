import type { SamplesWithLogProb, T } from 'shapebound'
import { exactly } from '../exactly.js'

exactly<SamplesWithLogProb<'samples', 'batch', readonly [20]>['z'], T.Tensor<readonly ['samples', 'batch', 20]>>()
exactly<SamplesWithLogProb<'samples', 'batch', readonly [20]>['logProb'], T.Tensor<readonly ['samples', 'batch']>>()
