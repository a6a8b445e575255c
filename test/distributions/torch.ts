/** What torch.distributions of PyTorch 1.13.0a0 gives in float64: written by scripts/record-torch.py. */

export const MEAN = [0.5, -1.25, 2, 0, 3, -0.75]
export const LOG_VARIANCE = [-1, 0.5, 0.25, 2, -3, 0]
export const OTHER_MEAN = [0, -1, 1, 0.5, 2, -2]
export const OTHER_LOG_VARIANCE = [0.5, -0.5, 1, -1, 1.5, 0.25]
export const X = [0.25, 0, 1.5, 1, 2.5, -1]
export const LOGITS = [0.5, -2, 4, -0.25, 0, -7.5]
export const OTHER_LOGITS = [-1.5, 0.25, 3, 2, -0.5, -4]
export const BITS = [1, 0, 0, 0, 1, 1]
export const ONE_HOT = [0, 1, 0, 1, 0, 0]
export const SIMPLEX = [0.2, 0.5, 0.3, 0.7, 0.05, 0.25]
export const UNIT = [0.25, 0.01, 0.9, 0.5, 0.75, 0.125]
export const TEMPERATURE = 0.7
export const TILTS = [0.5, -2, 4, -0.25, 0.001, -7.5]
export const COUNTS = [0, 1, 3, 12, 7, 150]
export const LOG_RATES = [-1, 0.5, 1.25, 2.5, 2, 5]
export const OTHER_LOG_RATES = [0.5, -0.5, 1, 3, 1.5, 4.75]
export const FACTOR = [0.8, 0, 0, -0.5, 1.5, 0, 0.25, 1, 0.6, 1.2, 0, 0, 2, 0.4, 0, -1, 0.3, 2]
export const OTHER_FACTOR = [1.1, 0, 0, 0.75, 0.9, 0, -0.4, 0.2, 1.4, 0.7, 0, 0, -0.6, 1.3, 0, 0.5, -0.25, 0.9]
export const MIXTURE_LOGITS = [0.5, -1, -0.25, 1.5]
export const MIXTURE_MEAN = [0.5, -1.25, 2, 0, -1, 1, 0, 3, -0.75, 0.5, 2, -2]
export const MIXTURE_LOG_VARIANCE = [-1, 0.5, 0.25, 0.5, -0.5, 1, 2, -3, 0, -1, 1.5, 0.25]

/** `Normal(MEAN, exp(LOG_VARIANCE / 2))`, `Normal(0, 1)`, `Normal(OTHER_...)` and `Bernoulli(logits=LOGITS)`. */
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

/** `Laplace(MEAN, exp(LOG_VARIANCE))` and `Laplace(OTHER_MEAN, exp(OTHER_LOG_VARIANCE))`. */
export const TORCH_LAPLACE = {
  logProb: [-3.6565757149710914, -11.507545286510283],
  entropy: [4.829441541679836, 4.079441541679836],
  kl: [1.9432686743481984, 20.30026323382045],
  klBack: [3.0578679821267856, 89.16571445539937],
} as const

/** `OneHotCategorical(logits=LOGITS)`, `RelaxedOneHotCategorical(TEMPERATURE, ...)` at `SIMPLEX`, `Bernoulli(logits=...)`. */
export const TORCH_CATEGORICAL = {
  logProb: [-6.0321536226831585, -0.8262503025857111],
  entropy: [0.14890208900477278, 0.6880034126232744],
  mean: [
    0.029241872046169695, 0.0024003190266700643, 0.9683578089271603, 0.43768740851487004, 0.5620017570972837,
    0.00031083438784612697,
  ],
  kl: [0.06164215979257079, 0.8000438195915434],
  klBack: [0.14272873122549481, 0.5397961029476914],
  relaxedLogProb: [-6.21036738738075, -6.353356913875018],
  bernoulliKl: [0.9155110041863024, 0.6124777929905524],
  bernoulliKlBack: [0.9906868262634504, 0.5064594346917437],
} as const

/** `RelaxedBernoulli(TEMPERATURE, logits=LOGITS)` and `ContinuousBernoulli(logits=TILTS)` at `UNIT`. */
export const TORCH_UNIT = {
  relaxedLogProb: [1.501524574823176, -4.871477088017043],
  logProb: [1.6879453004614282, 1.0756034045913379],
  mean: [
    0.5414940825367989, 0.3434823572503344, 0.7686573603637741, 0.47918833581220266, 0.5000833333359026,
    0.13277994289158157,
  ],
  variance: [
    0.08230191096723427, 0.06898458475842237, 0.04349454254048221, 0.08307356113135711, 0.08333332916666748,
    0.017224081095045,
  ],
  entropy: [-0.6413571636046522, -1.022206832272891],
  quantile: [
    0.3005956502256114, 0.004342123060454561, 0.9741681153562634, 0.4688310427244069, 0.75, 0.01779365115905763,
  ],
} as const

/** `Poisson(exp(LOG_RATES))` at `COUNTS`, and `Poisson(exp(OTHER_LOG_RATES))`. */
export const TORCH_POISSON = {
  logProb: [-3.048703138561467, -7.517190868361711],
  mean: [
    0.36787944117144233, 1.6487212707001282, 3.4903429574618414, 12.182493960703473, 7.38905609893065,
    148.4131591025766,
  ],
  kl: [1.4360779378468198, 6.87337220326041],
  klBack: [1.720390699684403, 6.739051436125214],
} as const

/** `MultivariateNormal(MEAN, scale_tril=FACTOR)` at `X`, of `OTHER_...`, and `MultivariateNormal(0, I)`. */
export const TORCH_FULL = {
  logProb: [-4.583116197182194, -18.342945399680147],
  entropy: [3.9283115872795724, 4.215993659731353],
  kl: [2.5994127048199376, 8.303018916611256],
  klBack: [7.487469752113552, 25.504498325790216],
  klToStandard: [4.016004036176304, 8.66707200306359],
} as const

/** `MixtureSameFamily(Categorical(logits=MIXTURE_LOGITS), ...)` at `X`, and its first row alone, as a prior. */
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
