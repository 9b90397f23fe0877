export { basisWidth, expand, fitHingeBasis, type HingeBasis } from './hinge-basis';
export { fitSoftmaxRegression, logOdds, softmax, type SoftmaxData, type SoftmaxModel, type SoftmaxOptions } from './softmax-regression';
export {
  fitHashedLogistic,
  hashedLogOdds,
  loadHashedLogistic,
  placesOf,
  saveHashedLogistic,
  type HashedExample,
  type HashedLogistic,
  type HashedLogisticOptions,
  type SavedHashedLogistic,
} from './hashed-logistic';
export {
  fitPairwiseLogistic,
  pairwiseAccuracy,
  pairwiseTrainer,
  preferenceScore,
  type NamedFeatures,
  type PairwiseModel,
  type PairwiseOptions,
  type PairwiseState,
  type PairwiseTrainer,
  type Preference,
} from './pairwise-logistic';
export {
  bagVector,
  logShares,
  pairedBagsTrainer,
  pairScores,
  type BagPairs,
  type PairedBags,
  type PairedBagsOptions,
  type PairedBagsTrainer,
  type PairSign,
} from './paired-bags';
export { fromSignedBytes, toSignedBytes, type SignedBytes } from './signed-bytes';
