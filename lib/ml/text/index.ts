export { codePointOrder, ngrams, words, type WordOptions } from './words';
export { cosineOfRows, cosineWithRows, dotRows, type Norm, type SparseRows } from './sparse';
export {
  fitTfidf,
  fitTransformTfidf,
  loadTfidf,
  saveTfidf,
  type DocumentBound,
  type TfidfArtifact,
  type TfidfOptions,
  type TfidfVectorizer,
} from './tfidf';
