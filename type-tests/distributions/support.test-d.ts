import type { Accepted, Support } from 'shapebound'
import { exactly } from '../exactly.js'

exactly<keyof Accepted, Support>()
exactly<Accepted['binary'], 'binary' | 'relaxed' | 'oneHot'>()
// binary data are not one-hot
exactly<Accepted['oneHot'], 'oneHot'>()
exactly<Accepted['real'], Support>()
// grey pixels are no binary data, and binary pixels are grey ones
exactly<Extract<Accepted['binary'], 'unitInterval'>, never>()
exactly<Extract<Accepted['unitInterval'], 'binary'>, 'binary'>()
