import type { StorySentence } from '../schemas';
import { beats, type Beat, type SlotName } from './composer/beats';
import type { StoryPlan } from './composer/plan';
import { planPrefix } from './composer/prefix';

/** The steps of a told story as a writer is asked for them: the plan and the story so far, then the words. */
export function planPassages(
  plan: StoryPlan,
  keep: Readonly<Partial<Record<Beat, readonly SlotName[]>>>,
  sentences: readonly Pick<StorySentence, 'beat' | 'text'>[],
): { readonly prefix: string; readonly text: string }[] {
  let before = '';
  return beats.flatMap((beat) => {
    const text = sentences
      .filter((sentence) => sentence.beat === beat)
      .map((sentence) => sentence.text)
      .join(' ');
    if (text === '') return [];
    const prefix = planPrefix(plan, beat, { keep: keep[beat], before });
    before = `${before && `${before} `}${text}`;
    return [{ prefix, text }];
  });
}
