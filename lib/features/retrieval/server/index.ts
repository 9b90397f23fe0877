export { retrieveConcepts, type FoundConcept, type Retrieved } from './retrieve-concepts';
