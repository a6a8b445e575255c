// What the package is imported by: the names of the sources of its entry points, as package.json has them, each with its path.

const { name: own, exports: all } = require('../package.json')

exports.ENTRIES = Object.fromEntries(
  Object.entries(all).flatMap(([path, { default: file = '' }]) =>
    [...file.matchAll(/^\.\/dist\/([\w-]+)\.js$/g)].map(([, name]) => [name, `${own}${path.slice(1)}`]),
  ),
)
