import { createRng } from '@/lib/core/rng';
import { bootstrapStatistic, type Interval } from '@/lib/ml/eval';
import { genres } from '@/lib/vocabulary/genres';
import type { SlotName } from '../composer/beats';
import { loadStoryContent } from '../composer/content';
import { planStory } from '../composer/plan-story';
import { loadStyles, styleIds } from '../composer/styles';
import type { BeatWriting } from '../realise/realise-beat';
import { checkNames } from '../realise/check-names';
import { hasSlot } from '../realise/check-slots';
import { realiseStory, type RealisedStory } from '../realise/realise-story';
import { storyWords } from '../realise/story-words';
import type { StoryPlan } from '../composer/plan';
import type { Situation } from '../realise/situation';

/** Slots whose value can be looked for in a text. */
export const boundSlots = ['name', 'object', 'role', 'foe', 'place', 'ally'] as const satisfies readonly SlotName[];
export type BoundSlot = (typeof boundSlots)[number];

/** How often a slot was kept where a beat had to. */
export type Kept = Record<BoundSlot, { asked: number; kept: number }>;

export interface BindingOptions {
  readonly client: BeatWriting['client'];
  readonly stories: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onStory?: (done: number) => void;
}

/**
 * Whether the writer keeps what its prefix says, on protagonists and companions whose names no training text has. Counted on the first raw
 * sample of every beat, before any check, each beat going on from the raw samples before it; third person only, for a teller is "I".
 * `binding <slot>` is the share of beats that had to mention a value and do, by its whole words; a beat with somebody else's name does not keep
 * the name, and one with another story's object, foe or place does not keep those. `binding stories` is the share of stories that keep all
 * names, objects and roles. Intervals over stories.
 */
export async function measureBinding({ client, stories, seed, signal, onStory }: BindingOptions): Promise<Record<string, Interval>> {
  const counted: Kept[] = [];
  const styles = styleIds.filter((id) => loadStyles()[id].person === 'third');
  for (let i = 0; i < stories; i++) {
    const rng = createRng(seed).fork(`binding ${i}`);
    const style = i % 2 === 0 ? 'plain' : rng.pick(styles);
    const plan = planStory({ prompt: '', genre: genres[i % genres.length], style, names: 'held-out', borrow: 0.25, rng: rng.fork('plan') });
    counted.push(countKept(plan, await realiseStory(plan, { client, mode: 'single', rng: rng.fork('words'), signal })));
    onStory?.(i + 1);
  }
  const rng = createRng(seed).fork('bootstrap');
  const share = (slot: BoundSlot) => (units: readonly Kept[]) =>
    units.reduce((sum, unit) => sum + unit[slot].kept, 0) / units.reduce((sum, unit) => sum + unit[slot].asked, 0);
  const whole = (unit: Kept): boolean => (['name', 'object', 'role'] as const).every((slot) => unit[slot].kept === unit[slot].asked);
  return {
    ...Object.fromEntries(boundSlots.map((slot) => [`binding ${slot}`, bootstrapStatistic(counted, share(slot), rng.fork(slot))])),
    'binding stories': bootstrapStatistic(counted, (units) => units.filter(whole).length / units.length, rng.fork('stories')),
  };
}

/** Counts the kept slots of a story over its beats. */
export function countKept(plan: StoryPlan, story: Pick<RealisedStory, 'trace' | 'sentences'>): Kept {
  const kept = Object.fromEntries(boundSlots.map((slot) => [slot, { asked: 0, kept: 0 }])) as Kept;
  let before = '';
  for (const { beat, keep } of story.trace) {
    const text = story.sentences.filter((sentence) => sentence.beat === beat).map((sentence) => sentence.text).join(' '); // prettier-ignore
    const situation: Situation = {
      plan,
      style: loadStyles()[plan.style],
      beat,
      keep,
      before,
      usualWords: 0,
      words: storyWords(loadStoryContent()),
    };
    const faults = checkNames(text, situation).map(({ detail }) => detail);
    const strangers = faults.some((detail) => detail.endsWith('nobody of this story'));
    const others = faults.some((detail) => detail.endsWith('of another story'));
    for (const slot of boundSlots) {
      if (!keep.includes(slot)) continue;
      kept[slot].asked += 1;
      const stranger = slot === 'name' || slot === 'ally' ? strangers : slot === 'role' ? false : others;
      // Without the story so far, so that "it" is no object.
      if (hasSlot(slot, text, { ...situation, before: '' }) && !stranger) kept[slot].kept += 1;
    }
    before = before ? `${before} ${text}` : text;
  }
  return kept;
}
