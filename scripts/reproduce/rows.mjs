// The rows of the table of reproductions: what is trained and measured, what others have got, and what differs.
//
// A row has cells. A cell of the command line has `train`, the words after `shapebound train`, and how long, for the whole and for a
// minute's version; it is measured by `shapebound evaluate`. Rows of a `program` have one of their own, which gives one number.
// `quick` says whether a cell is of the minute's version.

/** In nats per example: minus what is measured. */
const NATS = 'nats'

const binarized = ['--data', 'binarized-mnist']
const burda = 'scripts/reproduce/burda.ts'

const numpy =
  'an independent program in numpy, arXiv:1312.6114 section 5 as read: the ELBO after 10^6 images, batches of 100'

/** Nats lost by a model: the same words, whose references are of the same table. */
const burdas = (value) => ({ value, source: 'arXiv:1509.00519, table 1, one stochastic layer, after 3,280 passes' })

export const ROWS = {
  burda: {
    title: 'VAE and IWAE by the number of samples',
    unit: NATS,
    what: '-log p(x) of the test images, by importance sampling; less is better',
    differs:
      'The network, optimizer and rates are those of the paper. 3,280 passes are days on two cores: `--epochs` says how many are made, ' +
      'and a run goes on from where it stopped.',
    measure: 'logLikelihood',
    samples: { whole: 5000, quick: 20 },
    cells: [
      ['VAE, k = 1', 'vae', 1, 86.76],
      ['IWAE, k = 5', 'iwae', 5, 85.54],
      ['IWAE, k = 50', 'iwae', 50, 84.78],
    ].map(([name, bound, k, reference]) => ({
      name,
      train: [burda, '--bound', bound, '--samples', String(k)],
      epochs: { whole: 40, quick: 1 },
      quick: k < 50,
      reference: burdas(reference),
    })),
  },
  'figure-2': {
    title: 'The ELBO by the size of the latent: figure 2 of Kingma and Welling',
    unit: NATS,
    what: '-ELBO of the test images after 10^6 training images; less is better',
    differs:
      'The paper has a figure and no table. Images are binarized once; 20 passes over 50,000 images are 10^6. The reference is of grey ' +
      'images, whose binarization is not known.',
    measure: 'elbo',
    samples: { whole: 10, quick: 1 },
    cells: [
      [3, 158.6],
      [10, 125.5],
      [20, 119.9],
      [200, 118.2],
    ].map(([latent, reference]) => ({
      name: `latent of ${latent}`,
      train: ['mnist-vae', ...binarized, '--latent', String(latent)],
      epochs: { whole: 20, quick: 1 },
      quick: latent === 3 || latent === 20,
      reference: { value: reference, source: numpy },
    })),
  },
  m2: {
    title: 'M2: the class of MNIST images from 100 labels',
    unit: 'share',
    what: 'share of the test images whose class q(label|x) gives; more is better',
    differs:
      'A convolutional classifier, and images with a label are moved by up to two pixels at each visit; 25 rounds of 10,000 images, less ' +
      'than ten minutes, in place of 200 passes over 50,000. The mean of the parameters is tested. The reference is Pyro’s program with networks of one layer, five draws of the labels.',
    program: './m2.mjs',
    cells: [
      {
        name: '100 labels',
        rounds: { whole: 25, quick: 4 },
        quick: true,
        reference: { value: 0.932, source: 'Pyro, tutorial ss-vae, its table: 0.932 ± 0.006' },
      },
    ],
  },
  planar: {
    title: 'Planar flows by their number',
    unit: NATS,
    what: '-ELBO of the test images; less is better',
    differs:
      'One set of flows for all images, where the paper’s encoder gives those of each; hidden layers of one kind, 400 ReLU.',
    measure: 'elbo',
    samples: { whole: 10, quick: 1 },
    cells: [2, 10, 20].map((length) => ({
      name: `${length} flows`,
      train: ['planar-vae', ...binarized, '--latent', '40', '--length', String(length)],
      epochs: { whole: 100, quick: 1 },
      quick: length < 20,
      reference: null,
    })),
  },
  layers: {
    title: 'A ladder against two layers',
    unit: NATS,
    what: '-log p(x) of the test images, by importance sampling; less is better',
    differs:
      'Two layers, no batch normalization; q of the ladder takes up what p says by a network, not by a sum of precisions.',
    measure: 'logLikelihood',
    samples: { whole: 1000, quick: 20 },
    cells: [
      ['two layers, bottom-up', ['two-layer-vae', '--order', 'bottom-up']],
      ['two layers, top-down', ['two-layer-vae', '--order', 'top-down']],
      ['ladder, warmed up', ['ladder-vae', '--steps', '2000']],
    ].map(([name, [recipe, ...rest]]) => ({
      name,
      train: [recipe, ...binarized, ...rest],
      epochs: { whole: 100, quick: 2 },
      quick: true,
      reference: null,
    })),
  },
  gumbel: {
    title: 'Classes by Gumbel-softmax, and bits by their score',
    unit: NATS,
    what: 'minus the bound of the test images; of relaxed classes, the bound of the relaxed model; less is better',
    differs:
      'A bound of the relaxed model, at one temperature; other sizes than those of the paper, 200 units of 2 or 20 of 10 values.',
    measure: 'elbo',
    samples: { whole: 10, quick: 4 },
    cells: [
      ['Gumbel-softmax, 20 variables of 10 classes', ['gumbel-vae', '--latent', '20', '--classes', '10'], 101.4],
      ['200 bits by score', ['discrete-vae', '--latent', '200'], null],
    ].map(([name, [recipe, ...rest], reference]) => ({
      name,
      train: [recipe, ...binarized, ...rest],
      epochs: { whole: 50, quick: 1 },
      quick: true,
      reference: reference && {
        value: reference,
        source: 'the leaderboard page wizwand.com for arXiv:1611.01144, negative ELBO on MNIST',
      },
    })),
  },
  'vq-vae': {
    title: 'VQ-VAE: codes by a gradient, and as moving averages',
    unit: NATS,
    what: 'minus the objective on the test images, E log p(x|z) less the losses of the codes that the way of moving has; less is better',
    differs:
      'The paper has no number on MNIST: the two ways are compared. The objective of codes by a gradient has one more loss.',
    measure: 'objective',
    samples: { whole: 1, quick: 1 },
    cells: ['gradient', 'average'].map((move) => ({
      name: `codes by ${move}`,
      train: ['vq-vae', ...binarized, '--move', move],
      epochs: { whole: 30, quick: 1 },
      quick: true,
      reference: null,
    })),
  },
  cvae: {
    title: 'A digit that is asked for',
    unit: 'share',
    what: 'share of drawn images in which a classifier sees the digit that was asked for; more is better',
    differs: 'Nobody has published this number: it is what the conditional model must do.',
    program: './cvae.mjs',
    cells: [{ name: 'binary images', epochs: { whole: 4, quick: 1 }, quick: true, reference: null }],
  },
  estimators: {
    title: 'Estimators of the gradient',
    unit: NATS,
    what: '-log p(x) of 500 test images after 1,000 steps, by importance sampling with 100 samples; less is better',
    differs:
      'Of no paper: every estimator on one model with one budget. [estimators.md](estimators.md) says what this shows.',
    program: './estimators.mjs',
    cells: [
      ...['SGVB-A', 'SGVB-B', 'SGVB-A, sticking the landing', 'SGVB-A, score function, baseline of the other samples'],
      ...['SGVB-B, KL warmed up over the first half', 'free bits, 0.1 nats a dimension'],
      ...[
        'IWAE',
        'IWAE, doubly reparameterized',
        'MIWAE, 2 outer',
        'CIWAE, β = 0.5',
        'PIWAE, 2 outer',
        'Rényi, α = 0.5',
      ],
    ].map((name) => ({
      name,
      epochs: { whole: 2, quick: 1 },
      quick: ['SGVB-B', 'SGVB-A, score function, baseline of the other samples', 'IWAE'].includes(name),
      reference: null,
    })),
  },
}
