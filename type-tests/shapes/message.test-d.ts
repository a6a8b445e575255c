import type { Shape } from 'shapebound'
import { exactly } from '../exactly.js'

exactly<Shape.Show<readonly []>, '[]'>()
exactly<Shape.Show<readonly [784]>, '[784]'>()
exactly<Shape.Show<readonly ['batch', 28, 28]>, '[batch, 28, 28]'>()
