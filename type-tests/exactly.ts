// biome-ignore-all lint/suspicious/noExplicitAny: that it is told apart is the subject
/** Assertions about types themselves, the same on every compiler: tsd's own are exact only under tsd. */

/** Whether two types are the same: assignable each to the other is not enough for `any`, readonly and optional. */
export type Equal<Left, Right> =
  (<Any>() => Any extends Left ? 1 : 2) extends <Any>() => Any extends Right ? 1 : 2 ? true : false

/** Compiles when two types are the same, else asks for what differs. */
export const exactly = <Left, Right>(
  ..._: Equal<Left, Right> extends true ? readonly [] : readonly ['these differ', Left, Right]
): void => undefined

/** The cases of a table where a rule and the table differ, each with what the rule gives. */
export type Differing<Cases extends readonly { readonly gives: unknown }[], Given extends readonly unknown[]> = {
  [Index in keyof Cases]: Index extends keyof Given
    ? Equal<Given[Index], Cases[Index]['gives']> extends true
      ? never
      : { readonly case: Cases[Index]; readonly given: Given[Index] }
    : 'a case is missing'
}[number]

// they can fail
exactly<1, 1>()
// @ts-expect-error a number is not any number
exactly<1, number>()
// @ts-expect-error any is no number
exactly<any, number>()
// @ts-expect-error readonly counts
exactly<readonly [1], [1]>()
// @ts-expect-error never counts
exactly<never, 1>()
