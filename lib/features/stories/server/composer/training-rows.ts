import type { Rng } from '@/lib/core/rng';
import type { Genre } from '@/lib/vocabulary/genres';
import type { Beat } from './beats';
import { composeStory } from './compose';
import { loadStoryContent, type StoryContent } from './content';
import type { StoryPlan } from './plan';
import { planStory } from './plan-story';
import { planPrefix } from './prefix';
import { loadStyles, styleIds, type Style, type StyleId } from './styles';

/** One beat of a composed story as a training example for the writer. */
export interface TrainingRow {
  readonly genre: Genre;
  readonly style: StyleId;
  readonly beat: Beat;
  readonly plan: StoryPlan;
  /** Ends in `<|text|>`; see prefix.ts for the format. */
  readonly prefix: string;
  readonly text: string;
  /** Prefix, text and `<|end|>`: what the tokenizer reads. */
  readonly row: string;
}

export interface TrainingRowOptions {
  readonly genres?: readonly Genre[];
  /** Chance of the plain style; otherwise one of the ten modifiers. Default 0.4. */
  readonly plain?: number;
  /** Chance that a slot comes from another genre. Default 0.25. */
  readonly borrow?: number;
  readonly names?: 'training' | 'held-out';
  readonly beforeChars?: number;
  readonly content?: StoryContent;
  readonly styles?: Readonly<Record<StyleId, Style>>;
}

/**
 * Composes n stories and yields their beats, seven rows a story, in order. Each story depends on the generator's seed and its own number only,
 * so that any stretch can be produced again.
 */
export function* trainingRows(rng: Rng, n: number, options: TrainingRowOptions = {}): Generator<TrainingRow> {
  const content = options.content ?? loadStoryContent();
  const styles = options.styles ?? loadStyles();
  for (let i = 0; i < n; i++) {
    const story = rng.fork(`story ${i}`);
    const genre = story.pick(options.genres ?? content.written);
    const style = story.next() < (options.plain ?? 0.4) ? 'plain' : story.pick(styleIds.slice(1));
    const plan = planStory({ prompt: '', genre, style, rng: story, names: options.names, borrow: options.borrow ?? 0.25, content });
    let before = '';
    for (const { beat, text, keep } of composeStory(plan, story, { content, styles }).beats) {
      const prefix = planPrefix(plan, beat, { keep, before, beforeChars: options.beforeChars });
      yield { genre, style, beat, plan, prefix, text, row: `${prefix}${text}<|end|>` };
      before = before ? `${before} ${text}` : text;
    }
  }
}
