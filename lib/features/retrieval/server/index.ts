export { retrieveConcepts, type FoundConcept, type Retrieved } from './retrieve-concepts';
export { plainText } from './plain-text';
