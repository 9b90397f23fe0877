export { embedCurriculum } from './embed-curriculum';
export { openEmbedder, type Embedder } from './embedder';
export { plainText } from './plain-text';
export { retrieveConcepts, type FoundConcept, type Retrieved } from './retrieve-concepts';
export { retrievePassages } from './retrieve-passages';
export { compareSearch, evaluateSearch, type MeasuredSearch, type SearchEvaluation } from './search/evaluate-search';
export { evaluateSimilarity, readScoredPairs, type SimilarityEvaluation } from './search/evaluate-similarity';
export { readSearchData, type SearchData, type SearchDocument, type SearchQuery } from './search/search-data';
export { retrievers, type Embed, type Retriever } from './search/search-index';
