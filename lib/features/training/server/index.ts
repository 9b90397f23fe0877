export { embedderKind, type ServedEmbedder } from './embedder/embedder-kind';
export { trainWriter, type WriterProgress, type WriterSurroundings } from './writer/train-writer';
export { writerKind, type ServedWriter } from './writer/writer-kind';
