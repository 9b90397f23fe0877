export * from './schemas';
export type { Evaluation, Kind, ModelReference, Prepared, RunMetric, RunPlace, RunSurroundings, Trained } from './kind';
