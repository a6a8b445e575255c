import { Sweep } from 'shapebound/sweep'
import { expectType } from 'tsd'

expectType<Sweep.Choice<readonly [1, 4, 8]>>(Sweep.choice([1, 4, 8]))
expectType<Sweep.Between<0, 1, false>>(Sweep.uniform(0, 1))
expectType<Sweep.Between<2, 20, true>>(Sweep.whole(2, 20))
expectType<Sweep.Between<number, number, false>>(Sweep.uniform({} as number, {} as number))

// @ts-expect-error one or more
Sweep.choice([])
// @ts-expect-error the first end must be below the second
Sweep.uniform(1, 1)
// @ts-expect-error above 0
Sweep.logUniform(0, 1)
// @ts-expect-error whole numbers
Sweep.whole(1.5, 3)
