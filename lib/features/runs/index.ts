export * from './schemas';
export type { Evaluation, Guard, Kind, ModelReference, Prepared, RunMetric, RunPlace, RunSurroundings, Trained } from './kind';
