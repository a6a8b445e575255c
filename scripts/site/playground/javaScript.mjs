// A program of the documents as JavaScript: its imports are constants, and what it says of types alone is left out.

const bindings = (names) => names.replaceAll(/\s+as\s+/g, ': ')

/** A program as the body of a function `(use)`, which gives what is imported by a name: `{ names }` or `* as name`. */
export const javaScriptOf = (code) =>
  code
    .replaceAll(
      /^import\s*\{([^}]*)\}\s*from\s*'([^']+)'/gm,
      (_, names, from) => `const {${bindings(names)}} = use('${from}')`,
    )
    .replaceAll(/^import\s*\*\s*as\s+(\w+)\s+from\s*'([^']+)'/gm, (_, name, from) => `const ${name} = use('${from}')`)
    .replaceAll(/\s+as const\b/g, '')
