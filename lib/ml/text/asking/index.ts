export {
  askPassage,
  askPassages,
  countWords,
  inBlocks,
  together,
  type AskedText,
  type Frequency,
  type HeadedPassage,
} from './ask-passages';
export { headingQuestions, isTelling } from './heading-questions';
export { asTyped, keywordsOf } from './manner';
export { sentenceQuestions } from './sentence-questions';
