export { listModels } from './list-models';
export { measureModel } from './measure-model';
export { readModel } from './read-model';
export { tryModel } from './try-model';
export { findModels, type FoundModel } from './model-folders';
export { inference, writeText, type WritingOptions } from './write-text';
export { trainWriter, type WriterProgress, type WriterSurroundings } from './writer/train-writer';
