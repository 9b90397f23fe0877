export { knownConcepts, listKnown } from './known-concepts';
export { markKnown, noteKnown, unmarkKnown } from './mark-known';
