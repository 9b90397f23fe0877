export { createTokenizer, type Tokenizer } from './tokenizer';
export { readTokenizerJson, tokenizerFiles, type SpecialRoles, type TokenizerFiles } from './tokenizer-json';
export { trainBpe, type BpeTraining } from './train-bpe';
export { type BpeVocabulary } from './vocabulary';
