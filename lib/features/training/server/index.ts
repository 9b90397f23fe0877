export { embedderKind, type ServedEmbedder } from './embedder/embedder-kind';
export { writerKind, type ServedWriter } from './writer/writer-kind';
