import * as library from 'shapebound'
import { describe, expect, test } from 'vitest'
import { compile } from '../../mutants/compiler.mjs'
import { names } from '../../mutants/headline.mjs'
import { judge } from '../../mutants/judge.mjs'
import { mutantsOf } from '../../mutants/mutators.mjs'
import { programs, run, twins } from '../../mutants/run.mjs'
import { parse } from '../../mutants/sites.mjs'
import { table } from '../../mutants/table.mjs'

// the harness can fail, and some of its programs: `npm run mutants` runs all of them

const HEAD = `import { pipe } from 'fp-ts/lib/function.js'
import { DiagonalNormal, Dim, Elbo, Joint, Key, Layer, T, Train, Vae } from 'shapebound'
declare const x: T.Tensor<readonly ['batch', 6]>
declare const y: T.Tensor<readonly ['rows', 6]>
declare const bias: T.Tensor<readonly [6]>
declare const columns: T.Indices<readonly ['batch'], 6>
`
const is = (code: string) => judge(`${HEAD}${code}`).is

describe('what a program is, by running it', () => {
  test.each([
    ['well', 'pipe(x, T.add(bias))'],
    ['ill', 'pipe(x, T.sum(1), T.expand(1), T.sub(T.sum(1)(x)))'],
    ['well', 'pipe(x, T.sum(1), T.expand(1), T.sub(pipe(x, T.sum(1), T.expand(0))))'],
    ['ill', 'pipe(bias, T.reshape([7]))'],
    ['ill', "pipe(x, T.sum('columns'))"],
    ['ill', 'pipe(x, T.sum(1, -1))'],
    ['ill', 'Layer.sequence(Layer.dense(5, 4)).init(Key.from(1)), Layer.sequence(Layer.tanh)'],
    ['misnamed', 'pipe(x, T.add(y))'],
    ['misnamed', "pipe(x, T.reshape(['rows', 6]))"],
    ['ill', "pipe(x, T.reshape([6, 'batch']))"],
    ['ill', "pipe(x, T.reshape([2, 'batch', 3]))"],
    ['well', "pipe(x, T.reshape([1, 'batch', 2, 3]))"],
    ['well', "pipe(x, T.reshape(['batch*6']))"],
    ['misnamed', "const z: T.Tensor<readonly ['rows', 6]> = x"],
    ['well', "const z: T.Tensor<readonly ['batch', 6]> = x"],
    ['ill', "const z: T.Tensor<readonly ['batch']> = x"],
    ['well', 'pipe(x, T.gather(columns, 1))'],
    ['ill', 'pipe(x, T.gather(columns, 0))'],
    ['well', "const z: T.Indices<readonly ['batch'], 6> = T.argMax(1)(x)"],
    ['ill', "const z: T.Indices<readonly ['batch'], 7> = T.argMax(1)(x)"],
    ['misnamed', "const z: T.Indices<readonly ['rows'], 6> = columns"],
    ['misnamed', 'T.embedding(T.oneHot(columns))(T.argMax(0)(y))'],
  ])('%s: %s', (kind, code) => expect(is(code)).toBe(kind))

  const joint = (z2: string, objective: string) =>
    is(`declare const data: Data.Dataset<readonly [6], 'binary'>
const down = Layer.sequence(Layer.normalHead(2, 3))
const decoder = Layer.sequence(Layer.bernoulliHead(3, 6))
const prior = DiagonalNormal.standard(2)
const p = Joint.of(Joint.variable('z2', prior), Joint.variable('z1', down, 'z2'), Joint.variable('x', decoder, 'z1'))
const encoder = Layer.sequence(Layer.normalHead(6, 3))
const q = Joint.of(Joint.given('x', [6]), Joint.variable('z1', encoder, 'x'), Joint.variable('z2', ${z2}))
Train.fit({ model: Vae.of({ p, q }), objective: pipe(Elbo.logWeight, Elbo.average('samples'), ${objective}), data })`)
  const upwards = "Layer.sequence(Layer.normalHead(3, 2)), 'z1'"

  test.each([
    ['well', upwards, "Elbo.minus(Elbo.klOf('z2'))"],
    ['ill', upwards, "Elbo.minus(Elbo.klOf('z1'))"],
    ['ill', upwards, "Elbo.minus(Elbo.klOf('x'))"],
    ['ill', upwards, "Elbo.plus(Elbo.klOf('z2'))"],
    ['ill', "Layer.sequence(Layer.normalHead(3, 2)), 'x'", "Elbo.minus(Elbo.klOf('z2'))"],
    ['well', "Layer.sequence(Layer.normalHead(6, 2)), 'x'", "Elbo.minus(Elbo.klOf('z2'))"],
    ['ill', "Layer.sequence(Layer.bernoulliHead(6, 2)), 'x'", "Elbo.minus(Elbo.klOf('z2'))"],
  ])('%s: z2 by %s, with %s', (kind, z2, objective) => expect(joint(z2, objective)).toBe(kind))

  test('asks what functions declare, their parameters bound at the first use', () => {
    const generic = 'const f = <R extends string>(a: T.Tensor<readonly [R, 6]>) => (b: T.Tensor<readonly [R]>) => a\n'
    expect(is(`${generic}f(x)(T.sum(1)(x))`)).toBe('well')
    expect(is(`${generic}f(x)(T.sum(1)(y))`)).toBe('misnamed')
    expect(is(`${generic}f(x)(bias)`)).toBe('ill')
    expect(is(`${generic}f(bias)(bias)`)).toBe('ill')
    const tail =
      'const g = <L extends readonly unknown[]>(a: T.Tensor<readonly [...L, 6]>): T.Tensor<L> => T.sum(-1)(a)\n'
    expect(is(`${tail}g(x)`)).toBe('well')
    expect(is(tail.replace('T.sum(-1)(a)', 'a'))).toBe('well')
    expect(is(`${tail.replace('T.sum(-1)(a)', 'a')}g(x)`)).toBe('ill')
  })
})

describe('what the compiler says to it', () => {
  const said = (...codes: readonly string[]) => compile(codes.map((code) => `${HEAD}export const out = ${code}\n`))

  test('is null where it compiles', () => expect(said('pipe(x, T.add(bias))', 'x')).toEqual([null, null]))

  test('is the first line, and the last under pipe', () => {
    const [direct, piped] = said('T.add(x)(y)', 'pipe(x, T.add(y))')
    expect(direct?.last).toBeNull()
    expect(piped?.last).toContain('broadcast: sizes batch and rows differ')
  })

  test('is the inner error where two nest', () =>
    expect(said('T.add(pipe(x, T.reshape([7])))')[0]?.last).toContain('reshape: [batch, 6] has'))

  test.each([
    ['sizes', { first: `Type 'Tensor<readonly [3]>' is not assignable to type 'Tensor<readonly [4]>'.`, last: null }],
    ['sizes', { first: `Type '"reshape: [3] has 3 elements and [4] has 4"'`, last: null }],
    [
      'sizes',
      {
        first: `Argument of type 'A' is not assignable to parameter of type '"layer 2 (dense) takes [3] but is given [4]"'.`,
        last: null,
      },
    ],
    [
      'sizes',
      {
        first: 'x',
        last: `Type 'A' is not assignable to type '"gather: takes indices below 6 but is given indices below 7, in [6]"'.`,
      },
    ],
    [
      'sizes',
      {
        first: `Type 'Indices<readonly ["batch"], 5>' is not assignable to type 'Indices<readonly ["batch"], 6>'.`,
        last: null,
      },
    ],
    ['axes', { first: 'x', last: `Type 'A' is not assignable to type '"reduce: [batch, 6] has no axis 2"'.` }],
    [
      'kinds',
      {
        first: `Type 'A' is not assignable to type '"vae: the encoder gives a Tensor but must end in a head"'.`,
        last: null,
      },
    ],
    [
      'sizes',
      {
        first: `Argument of type '(x: Tensor<readonly [3]>) => A' … '(a: Tensor<readonly [4]>) => B'.`,
        last: 'Source has 3',
      },
    ],
    [
      null,
      {
        first: `Argument of type '(x: Tensor<readonly [3]>) => A' … '(a: Tensor<readonly [3]>) => B'.`,
        last: 'Source has 3',
      },
    ],
    [
      'variables',
      {
        first: `Argument of type 'A' is not assignable to parameter of type '"joint: z is given w, which is defined after it: define it before z"'.`,
        last: null,
      },
    ],
    [
      'variables',
      {
        first: `Type 'A' is not assignable to type '"the KL of z has no closed form from A to B: take Elbo.klByMonteCarloOf('z')"'.`,
        last: null,
      },
    ],
    [null, { first: `Type 'never' is not assignable to type 'Tensor<readonly [4]>'.`, last: null }],
    [null, { first: `Type 'A' is not assignable to type '"layer 1 (dense) does not say what it takes"'.`, last: null }],
  ])('names %s', (named, headline) => expect(names(headline)).toBe(named))
})

describe('mutators', () => {
  const text = `${HEAD}declare const v: T.Tensor<readonly [8, 4]>
const net = Layer.sequence(Layer.dense(6, 8), Layer.tanh, Layer.dense(8, 4))
export const out = T.einsum('bi,ij->bj')(x, v)
`
  const mutants = mutantsOf({ name: 'small', text, file: parse('small.ts', text) })
  const by = (mutator: string) => mutants.filter((each) => each.mutator === mutator).map(({ changed }) => changed)

  test('change each place, each mutant once', () => {
    expect(new Set(mutants.map((each) => each.text)).size).toBe(mutants.length)
    expect(by('a size is one more')).toContain(
      'const net = Layer.sequence(Layer.dense(7, 8), Layer.tanh, Layer.dense(8, 4))',
    )
    expect(by('two links are exchanged')).toContain(
      'const net = Layer.sequence(Layer.tanh, Layer.dense(6, 8), Layer.dense(8, 4))',
    )
    expect(by('a size is another everywhere')).toContain('declare const v: T.Tensor<readonly [11, 4]>')
    expect(by('a letter is another')).toContain("export const out = T.einsum('ii,ij->bj')(x, v)")
    expect(by('a variable is another')).toEqual([])
    expect(by('another constant')).toContain("export const out = T.einsum('bi,ij->bj')(x, bias)")
  })

  test('change the variables of joint distributions, in their place and everywhere', () => {
    const own = "const p = Joint.of(Joint.variable('z', a), Joint.variable('x', b, { input: 'z' }))"
    const made = mutantsOf({ name: 'joint', text: own, file: parse('joint.ts', own) })
    const changes = (mutator: string) => made.filter((each) => each.mutator === mutator).map(({ changed }) => changed)
    expect(changes('two variables are exchanged')).toEqual([
      "const p = Joint.of(Joint.variable('x', b, { input: 'z' }), Joint.variable('z', a))",
    ])
    expect(changes('a variable is left out')).toContain("const p = Joint.of(Joint.variable('z', a))")
    expect(changes('a variable is nowhere else')).toContain(
      "const p = Joint.of(Joint.variable('z', a), Joint.variable('x', b, { elsewhere: 'z' }))",
    )
    expect(changes('a variable is another everywhere')).toContain(
      "const p = Joint.of(Joint.variable('renamed', a), Joint.variable('x', b, { input: 'renamed' }))",
    )
  })

  test('give the same mutants every time', () =>
    expect(mutantsOf({ name: 'small', text, file: parse('small.ts', text) })).toEqual(mutants))

  test('make enough of the programs', () => expect(programs().flatMap(mutantsOf).length).toBeGreaterThanOrEqual(400))
})

describe('mutants', () => {
  const some = ['named-sizes', 'patches', 'regression']
  const { mutants, exceptions, summary } = run(programs().filter(({ name }) => some.includes(name)))

  test('that are ill-shaped or misnamed do not compile, and those that are well-shaped do', () => {
    expect(table(exceptions)).toBe('')
    expect(summary.caught).toBe(summary.illShaped)
    expect(summary.misnamedCaught).toBe(summary.misnamed)
    expect(summary.accepted).toBe(summary.wellShaped)
  })

  test('are of all three kinds', () => {
    expect(summary.mutants).toBe(mutants.length)
    for (const count of [summary.illShaped, summary.misnamed, summary.wellShaped]) expect(count).toBeGreaterThan(25)
  })

  test('are refused in words that name both sides', () =>
    expect(summary.readable).toBeGreaterThanOrEqual(0.95 * (summary.caught + summary.misnamedCaught)))

  test('are refused by the library when it runs, in the same words', () => {
    const { exceptions: other, refused, inOtherWords } = twins(library, mutants)
    expect(table(other)).toBe('')
    expect(refused).toBeGreaterThan(50)
    expect(table(inOtherWords)).toBe('')
  })

  test('of a program that is wrong itself are not made', () =>
    expect(() => run([{ name: 'wrong', text: `${HEAD}T.add(x)(y)`, file: parse('wrong.ts', '') }])).toThrow(
      'wrong is misnamed',
    ))
})
