/** One table for the types and for the run time: what these give does not compile unless it is the set of the type. */

/** The atoms of a set of the types: all of them, and no other. */
export const atoms =
  <Wanted extends string>() =>
  <const Given extends readonly Wanted[]>(
    ...given: [Wanted] extends [Given[number]]
      ? Given
      : readonly ['an atom is left out', Exclude<Wanted, Given[number]>]
  ): readonly string[] =>
    given

/** The one value of a literal type. */
export const literal = <Wanted extends string | boolean>(value: Wanted): Wanted => value
