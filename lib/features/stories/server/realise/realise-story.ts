import { toLoamError } from '@/lib/core/errors';
import type { Rng } from '@/lib/core/rng';
import type { StoryMode } from '@/lib/vocabulary/stories';
import type { BeatTrace, StorySentence } from '../../schemas';
import type { SlotName } from '../composer/beats';
import { composeStory, storyText, type ComposedBeat, type ComposedStory } from '../composer/compose';
import type { StoryPlan } from '../composer/plan';
import { countWords } from '../composer/sentences';
import { loadStyles } from '../composer/styles';
import { checkRepetition } from './check-prose';
import { textOf } from './fill-slots';
import { chooseBeat, sampleBeat, type BeatWriting, type RealisedBeat } from './realise-beat';
import { sentencesOf, type Situation } from './situation';
import { storyWords } from './story-words';

/** What is heard while a story is told. */
export type RealiseEvent =
  /** More of a beat's text, as it comes. */
  | { readonly kind: 'text'; readonly beat: ComposedBeat['beat']; readonly text: string }
  /** A beat as it will stand. */
  | { readonly kind: 'beat'; readonly beat: ComposedBeat['beat']; readonly sentences: readonly StorySentence[] };

export interface RealiseOptions {
  /** Without one the composer tells the whole story. */
  readonly client?: BeatWriting['client'];
  readonly mode: StoryMode;
  readonly rng: Rng;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RealiseEvent) => void;
}

export interface RealisedStory {
  readonly text: string;
  readonly sentences: readonly StorySentence[];
  readonly trace: readonly BeatTrace[];
  /** Why the writer fell silent, where it did. */
  readonly failure?: string;
}

/** Tellings of the composer that are looked at where its first repeats what the writer has said. */
const tellingsTried = 6;

/**
 * Puts a plan into words, beat by beat: the writer is given the plan and the story so far, and what it must keep is what the composer keeps in
 * its own telling of the same plan. The same plan, generator and model give the same story. A writer that fails leaves the rest to the composer.
 */
export async function realiseStory(plan: StoryPlan, { client, mode, rng, signal, onEvent }: RealiseOptions): Promise<RealisedStory> {
  const tellings: ComposedStory[] = [];
  const telling = (n: number): ComposedStory => (tellings[n] ??= composeStory(plan, rng.fork(`telling ${n}`)));
  const style = loadStyles()[plan.style];
  const told: { beat: ComposedBeat['beat']; text: string }[] = [];
  const sentences: StorySentence[] = [];
  const trace: BeatTrace[] = [];
  let failure: string | undefined;

  for (const [i, own] of telling(0).beats.entries()) {
    const { beat, text } = own;
    const before = told.map((part) => part.text).join(' ');
    const situation: Situation = {
      plan,
      style,
      beat,
      keep: keptSlots(own, plan),
      before,
      usualWords: countWords(text),
      words: storyWords(),
    };
    const fallback = (): string[] => fresh((n) => telling(n).beats[i].text, situation);
    let realised: RealisedBeat | undefined;
    if (client && !failure) {
      const writing = { client, rng: rng.fork(`beat ${beat}`), signal };
      const hear = (more: string): void => onEvent?.({ kind: 'text', beat, text: more });
      try {
        realised = await (mode === 'single' ? sampleBeat(situation, writing, hear) : chooseBeat(situation, fallback(), writing));
      } catch (error) {
        signal?.throwIfAborted();
        failure = toLoamError(error).message;
      }
    }
    realised ??= byComposer(fallback(), situation);
    told.push({ beat, text: textOf(realised.sentences) });
    sentences.push(...realised.sentences);
    trace.push(realised.trace);
    onEvent?.({ kind: 'beat', beat, sentences: realised.sentences });
  }
  return { text: storyText(told), sentences, trace, failure };
}

/** The composer's slots of a beat; what the prompt named and no beat has told yet comes where it belongs. */
function keptSlots({ beat, keep }: ComposedBeat, plan: StoryPlan): readonly SlotName[] {
  const here: Partial<Record<ComposedBeat['beat'], readonly SlotName[]>> = {
    setting: ['time', 'weather'],
    character: ['trait'],
    complication: ['ally'],
  };
  const added = (here[beat] ?? []).filter((slot) => plan.fromPrompt.includes(slot) && !keep.includes(slot));
  return [...keep, ...added];
}

/** The first telling of a beat that does not repeat the story so far, as sentences. */
function fresh(telling: (n: number) => string, situation: Situation): string[] {
  for (let n = 0; n < tellingsTried; n++) {
    const text = telling(n);
    if (checkRepetition(text, situation).length === 0) return sentencesOf(text);
  }
  return sentencesOf(telling(0));
}

function byComposer(texts: readonly string[], { beat, keep }: Situation): RealisedBeat {
  return {
    sentences: texts.map((text) => ({ text, beat, author: 'composer', putIn: [] })),
    trace: { beat, prefix: '', keep: [...keep], candidates: [], chosen: null, mended: false },
  };
}
