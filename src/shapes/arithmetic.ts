/** Whole-number arithmetic on literal types, by decimal digit tables. */

import type { AddTable, Digit, DivideTable, MultiplyTable, SubtractTable } from './digits.js'

// -----------------------------------------------------------------------------
// model: a number as its digits, least significant first
// -----------------------------------------------------------------------------

type Digits = readonly Digit[]

/** Two and three digits are read at once: most sizes have so many, and each step of a recursion costs. */
type FromText<Text extends string> = Text extends `${infer Tens extends Digit}${infer Ones extends Digit}`
  ? [Ones, Tens]
  : Text extends `${infer Hundreds extends Digit}${infer Tens extends Digit}${infer Ones extends Digit}`
    ? [Ones, Tens, Hundreds]
    : FromAny<Text>

type FromAny<Text extends string, Out extends Digits = []> = Text extends `${infer Head extends Digit}${infer Rest}`
  ? FromAny<Rest, [Head, ...Out]>
  : Out

type ToText<Value extends Digits> = Value['length'] extends 1
  ? `${Value[0]}`
  : Value['length'] extends 2
    ? `${Value[1]}${Value[0]}`
    : Value['length'] extends 3
      ? `${Value[2]}${Value[1]}${Value[0]}`
      : ToAny<Value>

type ToAny<Value extends Digits, Out extends string = ''> = Value extends readonly [
  infer Head extends Digit,
  ...infer Rest extends Digits,
]
  ? ToAny<Rest, `${Head}${Out}`>
  : Out

type TrimZeros<Text extends string> = Text extends `0${infer Rest}` ? (Rest extends '' ? '0' : TrimZeros<Rest>) : Text

/** The digits below each digit. */
export type Below = [
  never,
  0,
  0 | 1,
  0 | 1 | 2,
  0 | 1 | 2 | 3,
  0 | 1 | 2 | 3 | 4,
  0 | 1 | 2 | 3 | 4 | 5,
  0 | 1 | 2 | 3 | 4 | 5 | 6,
  0 | 1 | 2 | 3 | 4 | 5 | 6 | 7,
  0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8,
]

/** Whether a text is not above another of equally many digits. */
type AtMost<Text extends string, Limit extends string> = Text extends `${infer Head extends Digit}${infer Rest}`
  ? Limit extends `${infer Top extends Digit}${infer LimitRest}`
    ? Head extends Top
      ? AtMost<Rest, LimitRest>
      : Head extends Below[Top]
        ? true
        : false
    : false
  : true

/** Up to three digits, as most sizes have: to find a text among them costs nothing. */
type Few = `${Digit}` | `${Digit}${Digit}` | `${Digit}${Digit}${Digit}`

/** Lengths of texts that are below 2^53. */
type Short = Digit | 10 | 11 | 12 | 13 | 14 | 15

/** Whether the text of a whole number is below 2^53: above, literals and floats have gaps. */
export type IsSafe<Text extends string> = Text extends Few ? true : IsSafeLong<Text, FromAny<Text>['length']>

type IsSafeLong<Text extends string, Length> = Length extends Short
  ? true
  : Length extends 16
    ? AtMost<Text, '9007199254740991'>
    : false

type Parsed<Text extends string> = Text extends `${infer Value extends number}` ? Value : never

/** `never` from 2^53: above it a literal does not survive the way back from text. */
type ToNumber<Text extends string> =
  TrimZeros<Text> extends infer Trimmed extends string
    ? IsSafe<Trimmed> extends true
      ? Parsed<Trimmed>
      : never
    : never

// -----------------------------------------------------------------------------
// the schoolbook algorithms
// -----------------------------------------------------------------------------

type AddDigits<
  A extends Digits,
  B extends Digits,
  Carry extends 0 | 1 = 0,
  Out extends Digits = [],
> = A extends readonly [infer HeadA extends Digit, ...infer RestA extends Digits]
  ? B extends readonly [infer HeadB extends Digit, ...infer RestB extends Digits]
    ? AddDigits<RestA, RestB, AddTable[Carry][HeadA][HeadB][1], [...Out, AddTable[Carry][HeadA][HeadB][0]]>
    : Carry extends 0
      ? [...Out, ...A]
      : AddDigits<RestA, [], AddTable[Carry][HeadA][0][1], [...Out, AddTable[Carry][HeadA][0][0]]>
  : B extends readonly []
    ? Carry extends 0
      ? Out
      : [...Out, 1]
    : Carry extends 0
      ? [...Out, ...B]
      : AddDigits<B, [], Carry, Out>

/** A number times a digit and another number, which has not more digits. */
type MultiplyAdd<
  A extends Digits,
  By extends Digit,
  More extends Digits,
  Carry extends Digit = 0,
  Out extends Digits = [],
> = A extends readonly [infer Head extends Digit, ...infer Rest extends Digits]
  ? More extends readonly [infer Other extends Digit, ...infer Others extends Digits]
    ? Together<Carry, Head, By, Other> extends [infer Low extends Digit, infer High extends Digit]
      ? MultiplyAdd<Rest, By, Others, High, [...Out, Low]>
      : never
    : MultiplyAdd<Rest, By, [], MultiplyTable[Carry][Head][By][1], [...Out, MultiplyTable[Carry][Head][By][0]]>
  : Carry extends 0
    ? Out
    : [...Out, Carry]

/** `carry + a * b + more`, as a digit and what is carried: at most 99. */
type Together<
  Carry extends Digit,
  A extends Digit,
  B extends Digit,
  More extends Digit,
> = MultiplyTable[Carry][A][B] extends readonly [infer Low extends Digit, infer High extends Digit]
  ? AddTable[0][Low][More] extends readonly [infer Sum extends Digit, infer Up extends 0 | 1]
    ? [Sum, AddTable[Up][High][0][0]]
    : never
  : never

type MultiplyDigits<
  A extends Digits,
  B extends Digits,
  More extends Digits = [],
  Out extends Digits = [],
> = B extends readonly [infer Head extends Digit, ...infer Rest extends Digits]
  ? MultiplyAdd<A, Head, More> extends readonly [infer Low extends Digit, ...infer High extends Digits]
    ? MultiplyDigits<A, Rest, High, [...Out, Low]>
    : never
  : [...Out, ...More]

/** `never` when the difference is below 0. */
type SubtractDigits<
  A extends Digits,
  B extends Digits,
  Borrow extends 0 | 1 = 0,
  Out extends Digits = [],
> = A extends readonly [infer HeadA extends Digit, ...infer RestA extends Digits]
  ? B extends readonly [infer HeadB extends Digit, ...infer RestB extends Digits]
    ? SubtractDigits<
        RestA,
        RestB,
        SubtractTable[Borrow][HeadA][HeadB][1],
        [...Out, SubtractTable[Borrow][HeadA][HeadB][0]]
      >
    : Borrow extends 0
      ? [...Out, ...A]
      : SubtractDigits<RestA, [], SubtractTable[Borrow][HeadA][0][1], [...Out, SubtractTable[Borrow][HeadA][0][0]]>
  : B extends readonly []
    ? Borrow extends 0
      ? Out
      : never
    : never

/** The quotient, and whether something remains. */
type DivideByDigit<
  Text extends string,
  By extends Digit,
  Remainder extends Digit = 0,
  Out extends string = '',
> = Text extends `${infer Head extends Digit}${infer Rest}`
  ? DivideTable[By] extends infer Rows
    ? Remainder extends keyof Rows
      ? Rows[Remainder] extends infer Row
        ? Head extends keyof Row
          ? Row[Head] extends readonly [infer Quotient extends Digit, infer Left extends Digit]
            ? DivideByDigit<Rest, By, Left, `${Out}${Quotient}`>
            : never
          : never
        : never
      : never
    : never
  : [Out, Remainder extends 0 ? false : true]

/** How often a divisor goes into a remainder, and what is left: at most nine times. */
type TakeOff<Left extends Digits, By extends Digits, Times extends 0[] = []> = [SubtractDigits<Left, By>] extends [
  infer Less extends Digits,
]
  ? [Less] extends [never]
    ? [Times['length'], Left]
    : TakeOff<Less, By, [...Times, 0]>
  : never

type DivideByDigits<
  Text extends string,
  By extends Digits,
  Remainder extends Digits = [],
  Out extends string = '',
> = Text extends `${infer Head extends Digit}${infer Rest}`
  ? TakeOff<[Head, ...Remainder], By> extends [infer Quotient extends number, infer Left extends Digits]
    ? DivideByDigits<Rest, By, Left, `${Out}${Quotient}`>
    : never
  : [Out, Remainder[number] extends 0 ? false : true]

type DivideText<A extends number, B extends number> = B extends 0
  ? never
  : B extends Digit
    ? DivideByDigit<`${A}`, B>
    : DivideByDigits<`${A}`, FromText<`${B}`>>

// -----------------------------------------------------------------------------
// what the rules use
// -----------------------------------------------------------------------------

/**
 * The product of two whole numbers, or `never` from 2^53.
 *
 * @example
 * Multiply<28, 28>
 * //=> 784
 */
export type Multiply<A extends number, B extends number> = A extends 1
  ? B
  : B extends 1
    ? A
    : ToNumber<ToText<MultiplyDigits<FromText<`${A}`>, FromText<`${B}`>>>>

/**
 * The sum of two whole numbers, or `never` from 2^53.
 *
 * @example
 * Add<784, 16>
 * //=> 800
 */
export type Add<A extends number, B extends number> = A extends 0
  ? B
  : B extends 0
    ? A
    : ToNumber<ToText<AddDigits<FromText<`${A}`>, FromText<`${B}`>>>>

/**
 * The difference of two whole numbers, or `never` below 0.
 *
 * @example
 * Subtract<28, 5>
 * //=> 23
 */
export type Subtract<A extends number, B extends number> = B extends 0
  ? A
  : ToNumber<ToText<SubtractDigits<FromText<`${A}`>, FromText<`${B}`>>>>

/**
 * How often a whole number goes into another, or `never` by 0.
 *
 * @example
 * Divide<28, 3>
 * //=> 9
 */
export type Divide<A extends number, B extends number> = B extends 1
  ? A
  : DivideText<A, B> extends readonly [infer Quotient extends string, unknown]
    ? ToNumber<Quotient>
    : never

/**
 * A quotient of two whole numbers, rounded up; `never` by 0.
 *
 * @example
 * CeilDivide<28, 3>
 * //=> 10
 */
export type CeilDivide<A extends number, B extends number> = B extends 1
  ? A
  : DivideText<A, B> extends readonly [infer Quotient extends string, infer Remains]
    ? Remains extends true
      ? Add<ToNumber<Quotient>, 1>
      : ToNumber<Quotient>
    : never

/**
 * The rest of a division of two whole numbers is 0.
 *
 * @example
 * Divides<4, 28>
 * //=> true
 */
export type Divides<By extends number, A extends number> = By extends 1
  ? true
  : DivideText<A, By> extends readonly [string, false]
    ? true
    : false
