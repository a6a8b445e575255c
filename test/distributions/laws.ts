/** The laws that the tests of this folder share, with the answers of another library. */

import { hostOf } from '../support/engine.js'

/** Two rows of three numbers. */
export const matrix = (values: readonly number[]) => hostOf(['batch', 3], [2, 3], values)

export const MEAN = [0.5, -1.25, 2, 0, 3, -0.75]
export const LOG_VARIANCE = [-1, 0.5, 0.25, 2, -3, 0]
export const OTHER_MEAN = [0, -1, 1, 0.5, 2, -2]
export const OTHER_LOG_VARIANCE = [0.5, -0.5, 1, -1, 1.5, 0.25]
export const X = [0.25, 0, 1.5, 1, 2.5, -1]
export const LOGITS = [0.5, -2, 4, -0.25, 0, -7.5]
export const OTHER_LOGITS = [-1.5, 0.25, 3, 2, -0.5, -4]
export const BITS = [1, 0, 0, 0, 1, 1]

/**
 * What torch.distributions of PyTorch 1.13.0 gives in float64, each law under `Independent(..., 1)`:
 * `Normal(MEAN, exp(LOG_VARIANCE / 2))`, `Normal(0, 1)`, `Normal(OTHER_...)` and `Bernoulli(logits=LOGITS)`.
 */
export const TORCH = {
  normalLogProb: [-3.2879640825377834, -4.866425356630783],
  normalEntropy: [4.1318155996140185, 3.756815599614018],
  standardLogProb: [-3.913065599614018, -6.881815599614017],
  klToStandard: [3.181563064279656, 8.000671583649257],
  klToOther: [1.143167863433424, 10.872511771804787],
  klFromOther: [2.106423967270193, 54.14140726478713],
  bernoulliLogProb: [-4.619154923140889, -8.76963953191415],
  bernoulliEntropy: [1.1182759414325631, 1.3832412464696275],
  bernoulliMean: [
    0.6224593312018546, 0.11920292202211755, 0.9820137900379085, 0.43782349911420193, 0.5, 0.0005527786369235996,
  ],
} as const

/** The sums of three numbers each. */
export const rows = (values: readonly number[]): readonly number[] =>
  Array.from({ length: values.length / 3 }, (_, row) =>
    values.slice(3 * row, 3 * row + 3).reduce((sum, each) => sum + each, 0),
  )

/** A function of as many numbers as it has arguments, summed over each row. */
export const rowwise =
  (f: (...each: readonly number[]) => number) =>
  (...arrays: readonly (readonly number[])[]): readonly number[] =>
    rows((arrays[0] as readonly number[]).map((_, at) => f(...arrays.map((array) => array[at] as number))))

/**
 * More of torch.distributions, of PyTorch 1.13.0 in float64, each law under `Independent(..., 1)`:
 * `Laplace(MEAN, exp(LOG_VARIANCE))` and `Laplace(OTHER_MEAN, exp(OTHER_LOG_VARIANCE))`.
 */
export const TORCH_LAPLACE = {
  logProb: [-3.6565757149710914, -11.507545286510283],
  entropy: [4.829441541679836, 4.079441541679836],
  kl: [1.9432686743481984, 20.30026323382045],
} as const

export const ONE_HOT = [0, 1, 0, 1, 0, 0]
export const SIMPLEX = [0.2, 0.5, 0.3, 0.7, 0.05, 0.25]
export const UNIT = [0.25, 0.01, 0.9, 0.5, 0.75, 0.125]
export const TEMPERATURE = 0.7

/**
 * Of the same: `OneHotCategorical(logits=LOGITS)` and of `OTHER_LOGITS`; `RelaxedOneHotCategorical(0.7, logits=LOGITS)`
 * at `SIMPLEX`; `kl_divergence` of `Bernoulli(logits=LOGITS)` and of `OTHER_LOGITS`.
 */
export const TORCH_CATEGORICAL = {
  logProb: [-6.0321536226831585, -0.8262503025857111],
  entropy: [0.14890208900477278, 0.6880034126232744],
  mean: [
    0.029241872046169695, 0.0024003190266700643, 0.9683578089271603, 0.43768740851487004, 0.5620017570972837,
    0.00031083438784612697,
  ],
  kl: [0.06164215979257079, 0.8000438195915434],
  relaxedLogProb: [-6.21036738822422, -6.353356914179691],
  bernoulliKl: [0.9155110041863024, 0.6124777929905524],
} as const

/** As LOGITS, but one next to 0. */
export const TILTS = [0.5, -2, 4, -0.25, 1e-3, -7.5]

/**
 * Of the same: `RelaxedBernoulli(0.7, logits=LOGITS)` and `ContinuousBernoulli(logits=TILTS)` at `UNIT`. Near λ = 1/2
 * torch takes a Taylor series of its own.
 */
export const TORCH_UNIT = {
  relaxedLogProb: [1.501524965579875, -4.871477018631715],
  logProb: [1.687945395381825, 1.0756034045794673],
  mean: [
    0.5414940825367989, 0.3434823572503344, 0.7686573603637741, 0.47918833581220266, 0.5000833333319444,
    0.13277994289158157,
  ],
  variance: [
    0.08230191096723427, 0.06898458475842237, 0.04349454254048221, 0.08307356113135711, 0.08333332916666789,
    0.017224081095045,
  ],
  entropy: [-0.6413571636046522, -1.022206832272887],
} as const

export const COUNTS = [0, 1, 3, 12, 7, 150]
export const LOG_RATES = [-1, 0.5, 1.25, 2.5, 2, 5]
export const OTHER_LOG_RATES = [0.5, -0.5, 1, 3, 1.5, 4.75]

/** Of the same: `Poisson(exp(LOG_RATES))` at `COUNTS`, and its divergence to `Poisson(exp(OTHER_LOG_RATES))`. */
export const TORCH_POISSON = {
  logProb: [-3.048703138561467, -7.517190868361711],
  kl: [1.4360779378468198, 6.87337220326041],
} as const

/** Two lower-triangular matrices of three rows, and two more. */
export const FACTOR = [0.8, 0, 0, -0.5, 1.5, 0, 0.25, 1, 0.6, 1.2, 0, 0, 2, 0.4, 0, -1, 0.3, 2]
export const OTHER_FACTOR = [1.1, 0, 0, 0.75, 0.9, 0, -0.4, 0.2, 1.4, 0.7, 0, 0, -0.6, 1.3, 0, 0.5, -0.25, 0.9]

/**
 * Of the same: `MultivariateNormal(MEAN, scale_tril=FACTOR)` at `X`, and its divergences to
 * `MultivariateNormal(OTHER_MEAN, scale_tril=OTHER_FACTOR)`, from it, and to `MultivariateNormal(0, I)`.
 */
export const TORCH_FULL = {
  logProb: [-4.583116280423617, -18.342946730093765],
  entropy: [3.9283115326419824, 4.215993605093764],
  kl: [2.599412642881185, 8.303018178383109],
  klBack: [7.487470347846673, 25.504500242275476],
  klToStandard: [4.016004066972036, 8.667071994520255],
} as const

/** Two mixtures of two components of three numbers. */
export const MIXTURE_LOGITS = [0.5, -1, -0.25, 1.5]
export const MIXTURE_MEAN = [0.5, -1.25, 2, 0, -1, 1, 0, 3, -0.75, 0.5, 2, -2]
export const MIXTURE_LOG_VARIANCE = [-1, 0.5, 0.25, 0.5, -0.5, 1, 2, -3, 0, -1, 1.5, 0.25]

/**
 * Of the same: `MixtureSameFamily(Categorical(logits=MIXTURE_LOGITS), Independent(Normal(...), 1))` at `X`, and of the
 * first row alone, as a prior.
 */
export const TORCH_MIXTURE = {
  logProb: [-3.398992972518114, -3.9857847282619865],
  mean: [
    0.4087872380968218, -1.2043936190484108, 1.8175744761936437, 0.4259764009841553, 2.1480471980316898,
    -1.8149410024603883,
  ],
  variance: [
    0.6388242958538878, 1.4679207558390637, 1.6948168459480795, 1.4388772785348591, 3.951687622181997,
    1.439053163931487,
  ],
  priorLogProb: [-3.398992972518114, -10.936523160518131],
} as const
