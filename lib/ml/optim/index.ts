export { adamw, type AdamWOptions } from './adamw';
export { clipFactor, globalNorm, type Optimizer, type OptimizerState, type UpdateOptions } from './optimizer';
export { lbfgs, type LbfgsOptions, type Minimum, type Objective } from './lbfgs';
export { learningRateAt, type Schedule } from './schedule';
export { sgd, type SgdOptions } from './sgd';
export { sparseAdam, sumRows, type RowGradients, type SparseAdamOptions, type SparseAdamState } from './sparse-adam';
