import type { StorySentence } from '../../schemas';
import { checkText } from './check-text';
import { hasSlot } from './check-slots';
import { textOf } from './fill-slots';
import { sentencesOf, type Fault, type Situation } from './situation';

/**
 * A faulty text made sound: sentences at fault are left out, and where one slot is then missing, the composer's sentence that has it joins.
 * Undefined where that does not help, or would leave less than half to the writer; a text that misses more has lost the plan.
 */
export function mendText(
  text: string,
  faults: readonly Fault[],
  composed: readonly string[],
  situation: Situation,
): StorySentence[] | undefined {
  const { beat } = situation;
  const faulty = new Set(faults.map(({ sentence }) => sentence));
  const all = sentencesOf(text);
  const own = all
    .filter((_, index) => !faulty.has(index))
    .map((sentence): StorySentence => ({ text: sentence, beat, author: 'writer', putIn: [] }));
  const sound = (sentences: readonly StorySentence[]): Fault[] => checkText(textOf(sentences), true, situation);
  if (own.length === 0 || own.length < all.length / 2) return undefined;
  const left = sound(own);
  if (left.length === 0) return own;
  const missing = left.flatMap(({ slot }) => (slot ? [slot] : []));
  if (missing.length !== 1) return undefined;
  const helping = composed.filter((sentence) => hasSlot(missing[0], sentence, situation));
  if (helping.length === 0 || helping.length > own.length) return undefined;
  const added = helping.map((sentence): StorySentence => ({ text: sentence, beat, author: 'composer', putIn: [] }));
  return [
    [...added, ...own],
    [...own, ...added],
  ].find((sentences) => sound(sentences).length === 0);
}
