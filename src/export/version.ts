/** The version of the library, as exported models state it. Not read from package.json: a bundle has none. */

export const VERSION = '0.1.0'
