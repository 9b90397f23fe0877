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
export { buildBm25, loadBm25, saveBm25, type Bm25Artifact, type Bm25Hit, type Bm25Index, type Bm25Options } from './bm25';
export { reciprocalRankFusion, weightedFusion, type FusedItem, type RankFusionOptions } from './fusion';
export { wordVectors, type WordVectorOptions } from './word-vectors';
export { jaccard, minHash, ngramOverlap, shingles, signatureSimilarity, similarPairs, type SimilarPair } from './min-hash';
export { headed, sentenceWindows, windowWords } from './windows';
export { splitSentences, type Sentence } from './sentences';
export { fitNaiveBayes, loadNaiveBayes, type NaiveBayes, type NaiveBayesArtifact, type NaiveBayesOptions } from './naive-bayes';
