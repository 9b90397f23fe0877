export {
  bootstrapMean,
  bootstrapStatistic,
  comparePaired,
  type BootstrapOptions,
  type Comparison,
  type ComparisonOptions,
  type Interval,
  type Verdict,
} from './bootstrap';
export {
  accuracy,
  calibrationError,
  classReport,
  classScores,
  quadraticWeightedKappa,
  reliabilityCurve,
  rocAuc,
  type CalibrationBin,
  type ClassReport,
  type ClassScores,
  type Label,
} from './classification';
export { createCopyIndex, type Copied, type CopyIndex } from './copying';
export { distinctN, perplexity } from './generation';
export { fitBigram, fitKneserNey, type NgramModel, type NgramOptions } from './kneser-ney';
export { findLeaks, type Leak, type LeakOptions } from './leaks';
export { applyMonotone, monotoneThrough, quantiles, type MonotoneMap } from './monotone';
export { ndcgAt, precisionAt, recallAt, reciprocalRankAt, type Judgements } from './ranking';
export { averageRanks, mae, pearson, rmse, spearman } from './regression';
export { splitText, type SplitTextOptions, type TextParts, type TextPassage } from './split-text';
export { splitByGroup } from './splits';
