export { retrieveConcepts, type FoundConcept, type Retrieved } from './retrieve-concepts';
export { plainText } from './plain-text';
export { retrievePassages } from './retrieve-passages';
