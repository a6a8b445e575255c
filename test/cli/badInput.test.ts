import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { COMMANDS } from '../../src/cli/words.js'
import { RECIPES } from '../../src/recipes/registry.js'
import { inProcess } from './inProcess.js'
import { OWN_RECIPE } from './ownRecipe.js'

/** The files that the table speaks of, below a folder that stands as `DIR` in it. */
const FILES: Readonly<Record<string, string>> = {
  'my-vae.ts': OWN_RECIPE,
  'three.ts': 'export default 3',
  'syntax.ts': 'export default (',
  'throws.ts': 'throw new Error("of its own\\nin two lines")',
  'absent.ts': "import x from 'no-such-package'\nexport default x",
  'name.yaml': 'lantent: 3',
  'value.yaml': 'latent: x',
  'list.yaml': '[1, 2]',
  'neither.yaml': 'a: [',
  'epochs.json': '{"epochs": 0}',
  'empty/none': '',
  'damaged/train-images-idx3-ubyte': 'not images',
  'mine/report.html': 'mine',
  'unconfigured/metrics.jsonl': '{"kind":"step"}\n',
  'foreign/checkpoint.safetensors': 'not a checkpoint',
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shapebound-bad-'))
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(join(folder, name, '..'), { recursive: true })
    await writeFile(join(folder, name), text)
  }
})
afterAll(() => rm(folder, { recursive: true }))

// without a network, whatever this machine has
beforeEach(() => {
  vi.stubGlobal('fetch', () =>
    Promise.reject(new Error('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND mirror.example') })),
  )
})
afterEach(() => vi.unstubAllGlobals())

const NAMES = RECIPES.map(({ name }) => name).join(', ')

const OWN = 'train DIR/my-vae.ts'

/** What is typed, and the one line that it gives; of one that ends in … the beginning. */
const TABLE: readonly (readonly [string, string])[] = [
  // words that are no command
  ['trian', 'unknown command trian: did you mean train?'],
  ['exprot --run a', 'unknown command exprot: did you mean export?'],
  ['paint', `unknown command paint: the commands are ${COMMANDS.join(', ')}`],
  ['help foo', `unknown command foo: the commands are ${COMMANDS.join(', ')}`],
  ['resmue DIR', 'unknown command resmue: did you mean resume?'],
  // words that a command takes none of
  ['export --run a b', 'export: takes options with one value each, but is also given b'],
  ['train vae b', 'train: takes one recipe and options with one value each, but is also given b'],
  ['recipes b', 'recipes: takes options with one value each, but is also given b'],
  ['resume DIR b', 'resume: takes one folder and options with one value each, but is also given b'],
  ['completion bash zsh', 'completion: takes one shell, but is also given zsh'],
  // options that there are not
  ['train --bogus', "unknown option '--bogus'"],
  ['train --epoch 5', "unknown option '--epoch' (Did you mean --epochs?)"],
  ['resume DIR --batch 5', "unknown option '--batch'"],
  ['export --epochs 5', "unknown option '--epochs'"],
  ['recipes --quiet', "unknown option '--quiet'"],
  // values that are missing
  ['train --epochs', "option '--epochs <n>' argument missing"],
  ['train --out', "option '--out <dir>' argument missing"],
  ['train --config', "option '--config <file>' argument missing"],
  ['train --set', "option '--set <name=value>' argument missing"],
  ['resume', "missing required argument 'dir'"],
  ['export DIR --recipe', "option '--recipe <file>' argument missing"],
  ['sample DIR --given', "option '--given <name=value>' argument missing"],
  ['export', '--run: needs the folder of a run, or --checkpoint a file; neither is given'],
  // values out of range
  ['train --beta -1', "option '--beta <weight>' argument '-1' is invalid. Expected a number of 0 or more."],
  ['train --beta Infinity', "option '--beta <weight>' argument 'Infinity' is invalid. Expected a number of 0 or more."],
  ['train --epochs 1.5', "option '--epochs <n>' argument '1.5' is invalid. Expected a positive whole number."],
  ['train --epochs 0', "option '--epochs <n>' argument '0' is invalid. Expected a positive whole number."],
  ['train --epochs 1e3x', "option '--epochs <n>' argument '1e3x' is invalid. Expected a positive whole number."],
  ['train --hidden ""', "option '--hidden <n>' argument '' is invalid. Expected a positive whole number."],
  ['train --latent 0', "option '--latent <n>' argument '0' is invalid. Expected a positive whole number."],
  ['train --lr NaN', "option '--lr <rate>' argument 'NaN' is invalid. Expected a positive number."],
  ['train --lr 0', "option '--lr <rate>' argument '0' is invalid. Expected a positive number."],
  ['train --batch 0', "option '--batch <n>' argument '0' is invalid. Expected a positive whole number."],
  ['train --samples 0', "option '--samples <n>' argument '0' is invalid. Expected a positive whole number."],
  ['train --patience 0', "option '--patience <n>' argument '0' is invalid. Expected a positive whole number."],
  [
    'train --seed -3',
    "option '--seed <n>' argument '-3' is invalid. Expected a whole number from 0 to 9007199254740991.",
  ],
  [
    'train --seed 99999999999999999999',
    "option '--seed <n>' argument '99999999999999999999' is invalid. Expected a whole number from 0 to 9007199254740991.",
  ],
  [
    'train --checkpoint-steps 0',
    "option '--checkpoint-steps <n>' argument '0' is invalid. Expected a positive whole number.",
  ],
  [
    'train --checkpoint-minutes 0',
    "option '--checkpoint-minutes <x>' argument '0' is invalid. Expected a positive number.",
  ],
  ['resume DIR --epochs x', "option '--epochs <n>' argument 'x' is invalid. Expected a positive whole number."],
  // names that there are not
  ['train --engine gpu', "option '--engine <name>' argument 'gpu' is invalid. Allowed choices are …"],
  [
    'completion tcsh',
    "command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.",
  ],
  ['train --data cifar', "option '--data <name>' argument 'cifar' is invalid. Allowed choices are …"],
  [
    'train --likelihood poisson',
    "option '--likelihood <name>' argument 'poisson' is invalid. Allowed choices are bernoulli, gaussian.",
  ],
  ['train --optimizer newton', "option '--optimizer <name>' argument 'newton' is invalid. Allowed choices are …"],
  [
    'train --binarize yes',
    "option '--binarize <how>' argument 'yes' is invalid. Allowed choices are sample, threshold, relaxed.",
  ],
  [
    'train mnist-vae --data sprites',
    "option '--data <name>' argument 'sprites' is invalid. Allowed choices are mnist, binarized-mnist.",
  ],
  ['train foo', `train: there is no recipe foo: the recipes are ${NAMES}, or the path of a file`],
  ['train --hidden 400 200', `train: there is no recipe 200: the recipes are ${NAMES}, or the path of a file`],
  // sizes that are too large
  ['train --hidden 1e9', '--hidden: 1000000000 needs at least 26.18 TB of memory to train, but this machine has 8 GB'],
  ['train --latent 1000000', '--latent: 1000000 needs at least 37.25 GB of memory to train, but this machine has 8 GB'],
  [
    'train --samples 1000000',
    '--samples: 1000000 needs at least 849.9 GB of memory to train, but this machine has 8 GB',
  ],
  ['train --batch 99999999', '--batch: 99999999 is more than the 8192 training examples'],
  [
    'train --batch 8192 --patience 2 --out DIR/refused/below',
    '--batch: 8192 is more than the 7510 training examples that are left of 8192: --patience holds out a twelfth',
  ],
  ['train --micro-batch 129', '--micro-batch: the micro-batch is 129 but the batch is 128'],
  ['train --workers 2', '--workers: workers share the micro-batches of a step, and there are none'],
  ['train --micro-batch 64 --workers 3', '--micro-batch: the workers are 3 but a batch of 128 has only 2 of 64'],
  // options that do not go together
  ['train --likelihood gaussian --binarize sample', '--binarize: a Gaussian likelihood takes pixels as they are'],
  ['train --data binarized-mnist --binarize sample', '--binarize: binarized-mnist is binary already'],
  ['export --run a --checkpoint b', "option '--run <dir>' cannot be used with option '--checkpoint <file>'"],
  // data that cannot be had
  [
    'train --data mnist',
    '--data: mnist cannot be downloaded (fetch failed (getaddrinfo ENOTFOUND mirror.example)): name a folder that holds its files with --data-dir',
  ],
  [
    'train --data mnist --mirror notaurl',
    '--mirror: download: needs DIR/cache/mnist/train-images-idx3-ubyte.gz from one of 1 addresses but got: notaurl/train-images-idx3-ubyte.gz: fetch failed (getaddrinfo ENOTFOUND mirror.example)',
  ],
  [
    'train --data mnist --mirror http://127.0.0.1:9/none',
    '--mirror: download: needs DIR/cache/mnist/train-images-idx3-ubyte.gz from one of 1 addresses but got: http://127.0.0.1:9/none/train-images-idx3-ubyte.gz: fetch failed (getaddrinfo ENOTFOUND mirror.example)',
  ],
  [
    'train --data mnist --data-dir DIR/empty',
    '--data-dir: mnist: needs the file train-images-idx3-ubyte but finds none at DIR/empty/mnist, DIR/empty/MNIST/raw, DIR/empty',
  ],
  [
    'train --data mnist --data-dir /nowhere',
    '--data-dir: mnist: needs the file train-images-idx3-ubyte but finds none at /nowhere/mnist, /nowhere/MNIST/raw, /nowhere',
  ],
  [
    'train --data mnist --data-dir DIR/damaged',
    '--data-dir: sha256: DIR/damaged/train-images-idx3-ubyte needs uncompressed bytes of SHA-256 …',
  ],
  [
    'train --data binarized-mnist',
    '--data-dir: binarized-mnist is read from a folder that holds its files, and none is given',
  ],
  ['train --data frey-faces', '--data-dir: frey-faces is read from a folder that holds its files, and none is given'],
  // folders that cannot be written
  ['train --out /dev/null', '--out: needs a folder that can be written, and /dev/null is not: EEXIST: …'],
  [
    'train --out package.json',
    `--out: needs a folder that can be written, and ${process.cwd()}/package.json is not: EEXIST: …`,
  ],
  ['train --out /proc/none', '--out: needs a folder that can be written, and /proc/none is not: ENOENT: …'],
  [
    'train --out DIR/mine',
    '--out: DIR/mine already holds report.html, which would be overwritten: choose another folder',
  ],
  // files of recipes
  ['train DIR/none.ts', 'train: needs the file of a recipe, and there is none at DIR/none.ts'],
  ['train DIR/empty/', 'train: needs the file of a recipe, and there is none at DIR/empty'],
  [
    'train DIR/three.ts',
    'train: DIR/three.ts must have a recipe as its default export: export default Recipe.make({ … })',
  ],
  ['train DIR/syntax.ts', 'train: DIR/syntax.ts cannot be loaded: ParseError…'],
  ['train DIR/throws.ts', 'train: DIR/throws.ts cannot be loaded: of its own in two lines'],
  ['train DIR/absent.ts', "train: DIR/absent.ts cannot be loaded: Cannot find module 'no-such-package'…"],
  [`${OWN} --hidden 3`, "unknown option '--hidden'"],
  // files of options
  [`${OWN} --config /nowhere.yaml`, '--config: needs a file that can be read, and /nowhere.yaml is not: ENOENT: …'],
  [`${OWN} --config DIR`, '--config: needs a file that can be read, and DIR is not: EISDIR: …'],
  [`${OWN} --config DIR/name.yaml`, '--config: DIR/name.yaml: there is no option lantent: did you mean latent?'],
  [`${OWN} --config DIR/value.yaml`, '--config: DIR/value.yaml: latent must be a positive whole number, not x'],
  [`${OWN} --config DIR/list.yaml`, '--config: DIR/list.yaml must hold names with values, such as latent: 20'],
  [`${OWN} --config DIR/neither.yaml`, '--config: DIR/neither.yaml is not YAML or JSON: …'],
  [`${OWN} --config DIR/epochs.json`, '--config: DIR/epochs.json: epochs must be a positive whole number, not 0'],
  // options by their names
  [`${OWN} --set latent`, '--set: must be a name and a value, such as latent=20, not latent'],
  [`${OWN} --set =3`, '--set: must be a name and a value, such as latent=20, not =3'],
  [`${OWN} --set lantent=3`, '--set: there is no option lantent: did you mean latent?'],
  [`${OWN} --set latent=0`, '--set: latent must be a positive whole number, not 0'],
  [`${OWN} --set deep=perhaps`, '--set: deep must be true or false, not perhaps'],
  [`${OWN} --set latent=3 --set seed=x`, '--set: seed must be a whole number from 0 to 9007199254740991, not x'],
  // folders and checkpoints of runs
  ['resume /nowhere', 'resume: needs the file /nowhere/metrics.jsonl but finds none at /nowhere/metrics.jsonl'],
  ['resume DIR/empty', 'resume: needs the file DIR/empty/metrics.jsonl but finds none at DIR/empty/metrics.jsonl'],
  ['resume DIR/unconfigured', 'resume: DIR/unconfigured/metrics.jsonl does not begin with the configuration of a run'],
  [
    'resume DIR/my-vae.ts',
    'resume: needs the file DIR/my-vae.ts/metrics.jsonl but finds none at DIR/my-vae.ts/metrics.jsonl',
  ],
  [
    'export --run /nowhere',
    '--run: checkpoint: needs the file /nowhere/checkpoint.safetensors but finds none at /nowhere/checkpoint.safetensors',
  ],
  ['export --run DIR/foreign', '--run: checkpoint: DIR/foreign/checkpoint.safetensors says its header has …'],
  [
    'export DIR/empty',
    'export: checkpoint: needs the file DIR/empty/checkpoint.safetensors but finds none at DIR/empty/checkpoint.safetensors',
  ],
  [
    'sample DIR/empty --out DIR/x.npy --given label=3',
    'sample: needs the file DIR/empty/metrics.jsonl but finds none …',
  ],
  ['export --checkpoint DIR/three.ts', '--checkpoint: checkpoint: DIR/three.ts says its header has …'],
  ['export --checkpoint DIR', '--checkpoint: read: needs to read DIR but the system says: EISDIR: …'],
]

/** All that is below a folder, and when each file was changed. */
const below = async (path: string) =>
  Promise.all(
    (await readdir(path, { recursive: true })).map(async (name) => {
      const found = await stat(join(path, name))
      return [name, found.isFile() ? found.mtimeMs : 'a folder']
    }),
  )

/** What a command could have written: below the folder of the table, or where it runs. */
const around = async () => ({
  table: await below(folder),
  here: await readdir('.'),
  runs: await below('runs').catch(() => []),
})

const wordsOf = (typed: string): readonly string[] =>
  typed.split(' ').map((word) => (word === '""' ? '' : word.replace('DIR', folder)))

it.each(TABLE)('%s', async (typed, line) => {
  const before = await around()
  const { code, out, err } = await inProcess(wordsOf(typed), { cache: join(folder, 'cache') })
  const [said, ...more] = err.replaceAll(folder, 'DIR').split('\n')
  const isCut = line.endsWith('…')
  expect(isCut ? `${said?.slice(0, 'shapebound: '.length + line.length - 1)}…` : said).toBe(`shapebound: ${line}`)
  expect([code, out, more], 'one line').toEqual([2, '', ['']])
  expect(await around(), 'nothing is written').toEqual(before)
})
