// The import order of the rooms: a file imports its own room and rooms to its left.

const { ROOMS, TENSORFLOW_ROOMS } = require('./scripts/rooms.cjs')

const towardsTheRight = ROOMS.slice(0, -1).map((room, index) => ({
  name: `${room}-imports-only-what-is-left-of-it`,
  comment: `src/${room} may not import: ${ROOMS.slice(index + 1).join(', ')}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: `^src/(${ROOMS.slice(index + 1).join('|')})/` },
}))

module.exports = {
  forbidden: [
    ...towardsTheRight,
    {
      name: 'every-file-has-a-room',
      comment:
        "Only the entry points of the package lie outside the rooms; one file hands them out to recipes of somebody's own.",
      severity: 'error',
      from: { pathNot: '^src/cli/recipeFile[.]ts$' },
      to: { path: '^src/', pathNot: `^src/(${ROOMS.join('|')})/` },
    },
    {
      name: 'tensorflow-only-in-tensors-and-engines',
      comment: 'All other rooms see typed tensors.',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/(${TENSORFLOW_ROOMS.join('|')})/` },
      to: { path: '(^|/)@tensorflow/' },
    },
    {
      name: 'no-cycles',
      comment: 'No file imports itself by way of others.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-cycles-of-types',
      comment: 'Nor in types.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'nothing-from-outside-src',
      comment: 'The library does not import its tests.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|type-tests|examples|scripts|bench)/' },
    },
    {
      name: 'nothing-that-is-not-installed',
      comment: 'Only declared dependencies, those of peers too; the optional ones may be missing.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm-peer'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.tests.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
}
