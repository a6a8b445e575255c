import type { Elbo } from 'shapebound'
import { exactly } from '../exactly.js'

// what bounds log p(x) from below, by its atoms
exactly<Elbo.IsBound<'+log p(x|z)' | '-kl'>, true>()
exactly<Elbo.IsBound<'+log p(x|z)' | '-kl, at least once'>, true>()
exactly<Elbo.IsBound<Elbo.LogWeight>, true>()
exactly<Elbo.IsBound<'+iwae'>, true>()
exactly<Elbo.IsBound<'+log p(x|z)'>, false>()
exactly<Elbo.IsBound<'+log p(x|z)' | '-kl' | '~'>, false>()
exactly<Elbo.IsBound<'+log p(x|z)' | '-kl' | '+user log q(y|x)'>, false>()
exactly<Elbo.IsBound<'~'>, false>()
exactly<Elbo.IsBound<string>, false>()
exactly<Elbo.IsBound<never>, false>()
