export { listModels } from './list-models';
export { measureModel } from './measure-model';
export { findModel, findModels, type FoundModel } from './model-folders';
export { readModel } from './read-model';
export { tryModel } from './try-model';
export { inference, writeText, type WritingOptions } from './write-text';
export { trainWriter, type WriterProgress, type WriterSurroundings } from './writer/train-writer';
