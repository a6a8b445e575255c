// All mutants of a file in one text: each place asks at run time whether it is the one that is changed.

/** The function that the places ask; it also remembers which were reached. */
export const ASK = '__mutant'

const asked = ({ id, was, owner, other }) =>
  owner === null
    ? `(${ASK}(${id}) ? (${other}) : (${was}))`
    : `${owner.replace(/(?<!\?)\.$/, '')}[${ASK}(${id}) ? '${other}' : '${was.slice(was.lastIndexOf('.') + 1)}']`

/**
 * Sites that do not lie in one another, the first of each: a text can hold these at once.
 *
 * @template {{ readonly file: string, readonly start: number, readonly end: number }} Site
 * @param {readonly Site[]} sites
 * @returns {readonly Site[]}
 */
export const apart = (sites) => {
  const kept = []
  for (const site of sites)
    if (!kept.some(({ file, start, end }) => file === site.file && site.start < end && start < site.end))
      kept.push(site)
  return kept
}

/** The text with every mutant in it. The sites lie apart. */
export const withMutants = (text, sites) =>
  [...sites]
    .sort((one, other) => other.start - one.start)
    .reduce((so, site) => so.slice(0, site.start) + asked(site) + so.slice(site.end), text)

/** The text with one mutant, as a person would have written it. */
export const withOne = (text, { start, end, owner, other }) =>
  text.slice(0, start) + (owner === null ? other : `${owner}${other}`) + text.slice(end)
