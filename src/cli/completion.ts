/** Scripts that complete commands and their options in a shell, written from those that the program has. */

import type { Command, Option } from 'commander'

// -----------------------------------------------------------------------------
// model
// -----------------------------------------------------------------------------

/** The shells that there are scripts for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const

export type Shell = (typeof SHELLS)[number]

/** An option as a shell completes it. */
interface Completed {
  readonly name: string
  readonly about: string
  /** Its values: `[]` where any may follow, `null` where none does. */
  readonly values: readonly string[] | null
}

/** A command as a shell completes it. */
interface CompletedCommand {
  readonly name: string
  readonly about: string
  /** What may follow it; files may as well. */
  readonly words: readonly string[]
  readonly options: readonly Completed[]
}

const completed = ({ long, description, argChoices, required }: Option): Completed => ({
  name: long ?? '',
  about: description,
  values: required ? (argChoices ?? []) : null,
})

const HELP: Completed = { name: '--help', about: 'display help for command', values: null }

/** What may follow a command beside what it says itself. */
export interface Following {
  /** Besides files. */
  readonly words: readonly string[]
  readonly options: readonly Option[]
}

/** The commands of a program, each with its options and those that may follow it. */
export const commandsOf = (program: Command, following: (name: string) => Following): readonly CompletedCommand[] =>
  program.commands.map((command) => {
    const { words, options } = following(command.name())
    const all = [...command.options, ...options]
    return {
      name: command.name(),
      about: command.description(),
      words,
      // of several of one name the first
      options: [
        ...all.filter(({ long }, at) => all.findIndex((other) => other.long === long) === at).map(completed),
        HELP,
      ],
    }
  })

/** In single quotes, as bash and zsh read them. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

const namesOf = (all: readonly { readonly name: string }[]): string => all.map(({ name }) => name).join(' ')

// -----------------------------------------------------------------------------
// bash
// -----------------------------------------------------------------------------

const replies = (words: string): string => `COMPREPLY=($(compgen -W ${quoted(words)} -- "$word"))`

/** What follows an option that has a value: one of its values, or a file where any may follow. */
const bashValues = ({ name, options }: CompletedCommand): readonly string[] =>
  options.flatMap(({ name: option, values }) =>
    values === null
      ? []
      : [`    ${name}:${option}) ${values.length === 0 ? ':' : replies(values.join(' '))}; return ;;`],
  )

const bash = (commands: readonly CompletedCommand[]): readonly string[] => [
  '# shapebound: completion for bash; put it into ~/.bashrc by',
  '#   eval "$(npx shapebound completion bash)"',
  '_shapebound() {',
  `  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=train`,
  `  case \${COMP_WORDS[1]} in ${commands.map(({ name }) => name).join('|')}) command=\${COMP_WORDS[1]} ;; esac`,
  '  COMPREPLY=()',
  '  case $command:$before in',
  ...commands.flatMap(bashValues),
  '  esac',
  '  case $COMP_CWORD:$command:$word in',
  ...commands.map(({ name, options }) => `    *:${name}:-*) ${replies(namesOf(options))} ;;`),
  `    1:*) ${replies(`${namesOf(commands)} help`)} ;;`,
  ...commands.flatMap(({ name, words }) =>
    words.length === 0 ? [] : [`    *:${name}:*) ${replies(words.join(' '))} ;;`],
  ),
  '  esac',
  '}',
  'complete -o default -F _shapebound shapebound',
]

// -----------------------------------------------------------------------------
// zsh
// -----------------------------------------------------------------------------

/** In a specification of zsh a colon and brackets are of its own. */
const specified = (text: string): string => text.replace(/[[\]:\\]/g, '\\$&')

const zshOption = ({ name, about, values }: Completed): string =>
  quoted(
    `*${name}[${specified(about)}]${values === null ? '' : `:value:${values.length === 0 ? '_files' : `(${values.join(' ')})`}`}`,
  )

const zshCommand = ({ name, words, options }: CompletedCommand): readonly string[] => [
  `    ${name}) _arguments ${options.map(zshOption).join(' ')} \\`,
  `      ${quoted(`*:word:${words.length === 0 ? '_files' : `{ compadd ${words.join(' ')}; _files }`}`)} ;;`,
]

const zsh = (commands: readonly CompletedCommand[]): readonly string[] => [
  '#compdef shapebound',
  '# shapebound: completion for zsh; put it into ~/.zshrc, after compinit, by',
  '#   eval "$(npx shapebound completion zsh)"',
  '_shapebound() {',
  '  local command=train',
  `  local -a commands=(${commands.map(({ name, about }) => quoted(`${name}:${specified(about)}`)).join(' ')})`,
  `  case $words[2] in ${commands.map(({ name }) => name).join('|')}) command=$words[2] ;; esac`,
  '  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then _describe command commands; return; fi',
  '  case $command in',
  ...commands.flatMap(zshCommand),
  '  esac',
  '}',
  'compdef _shapebound shapebound',
]

// -----------------------------------------------------------------------------
// fish
// -----------------------------------------------------------------------------

/** In single quotes, as fish reads them. */
const fished = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

const fishOption =
  (command: string) =>
  ({ name, about, values }: Completed): string => {
    const value = values === null ? '' : values.length === 0 ? ' -r' : ` -x -a ${fished(values.join(' '))}`
    return `complete -c shapebound -n '__fish_seen_subcommand_from ${command}' -l ${name.slice(2)}${value} -d ${fished(about)}`
  }

const fish = (commands: readonly CompletedCommand[]): readonly string[] => [
  '# shapebound: completion for fish; put it into ~/.config/fish/completions/shapebound.fish by',
  '#   npx shapebound completion fish > ~/.config/fish/completions/shapebound.fish',
  ...commands.flatMap(({ name, about, words, options }) => [
    `complete -c shapebound -n __fish_use_subcommand -a ${name} -d ${fished(about)}`,
    ...(words.length === 0
      ? []
      : [`complete -c shapebound -n '__fish_seen_subcommand_from ${name}' -a ${fished(words.join(' '))}`]),
    ...options.map(fishOption(name)),
  ]),
]

/** The script of a shell, line by line. */
export const completionLines = (shell: Shell, commands: readonly CompletedCommand[]): readonly string[] =>
  ({ bash, zsh, fish })[shell](commands)
