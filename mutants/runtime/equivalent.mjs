// Changes that make no difference, each with why: a test cannot notice them.
export const EQUIVALENT = []
