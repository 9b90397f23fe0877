import { checkNames } from './check-names';
import { checkLength, checkRepetition, checkSentences } from './check-prose';
import { checkPronouns } from './check-pronouns';
import { checkSlots } from './check-slots';
import type { Fault, Situation } from './situation';

/** All that speaks against a beat's text; empty where nothing does. `finished`: the writer ended it by itself. */
export function checkText(text: string, finished: boolean, situation: Situation): Fault[] {
  return [
    ...checkSentences(text, finished),
    ...checkLength(text, situation),
    ...checkSlots(text, situation),
    ...checkNames(text, situation),
    ...checkPronouns(text, situation),
    ...checkRepetition(text, situation),
  ];
}
