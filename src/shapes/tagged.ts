/** Errors with a tag: each an `Error` to print and to throw, and a value to tell apart by its tag. */

/** An error with a tag. */
export interface Tagged<Tag extends string> extends Error {
  readonly _tag: Tag
  readonly message: string
  /** What was thrown below it, where something was. */
  readonly cause?: unknown
  /** Its tag, its message and what else it holds: what `JSON.stringify` gives. */
  toJSON(): Readonly<Record<string, unknown>>
}

/** What an error holds beside its tag and its message. */
type FieldsOf<Of extends Tagged<string>> = Omit<Of, keyof Tagged<string>>

/** The class of all errors with a tag. */
export class TaggedError<Tag extends string> extends Error implements Tagged<Tag> {
  readonly _tag: Tag

  constructor(tag: Tag, message: string, options?: ErrorOptions) {
    super(message, options)
    this._tag = tag
    Object.defineProperty(this, 'name', { value: tag, configurable: true, writable: true })
    // the stack was written before there was a name; not all engines of JavaScript write one
    Error.captureStackTrace?.(this, new.target)
  }

  toJSON(): Readonly<Record<string, unknown>> {
    return { ...Object.fromEntries(Object.entries(this)), message: this.message }
  }
}

/**
 * An error of a tag, with what else it holds.
 *
 * @example
 * tagged('FileMissing', 'read: needs the file x', { file: 'x' }) instanceof Error
 * //=> true
 */
export const tagged = <Of extends Tagged<string>>(
  tag: Of['_tag'],
  message: string,
  fields: FieldsOf<Of>,
  options?: ErrorOptions,
): Of => {
  const error = Object.assign(new TaggedError(tag, message, options), fields)
  Error.captureStackTrace?.(error, tagged)
  // safe: the tag and the fields are those of the type
  return error as unknown as Of
}
