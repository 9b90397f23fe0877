import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Clock } from '@/lib/core/clock';
import { projectPath } from '@/lib/core/paths';
import { createRng } from '@/lib/core/rng';
import { bootstrapMean, distinctN, type Interval } from '@/lib/ml/eval';
import type { StoryMode } from '@/lib/vocabulary/stories';
import type { StoryPlan } from '../composer/plan';
import { planStory } from '../composer/plan-story';
import { countWords } from '../composer/sentences';
import { styleIds } from '../composer/styles';
import type { BeatWriting } from '../realise/realise-beat';
import { realiseStory, type RealisedStory } from '../realise/realise-story';
import { slotMask } from './mask-slots';
import { measureBinding } from './measure-binding';
import { readTaughtTexts } from './measure-copying';
import { hasNoun, promptNouns } from './prompt-nouns';

export interface StoryEvaluation {
  readonly metrics: Readonly<Record<string, Interval>>;
  /** Medians over the stories, in milliseconds, as this machine was busy. */
  readonly milliseconds: Readonly<Record<StoryMode, { readonly firstWords: number; readonly story: number; readonly words: number }>>;
  readonly stories: number;
  readonly taught: { readonly sentences: number; readonly words: number };
  /** The longest run of words, slots masked, that any of the checked stories shares with the training text. */
  readonly longestCopied: number;
  /** Distinct-1, -2 and -3 over all checked stories together; those among the metrics are of single stories. */
  readonly distinctOverall: readonly number[];
}

export interface EvaluationOptions {
  readonly client: BeatWriting['client'];
  /** What the writer was trained on. */
  readonly taught: Iterable<string>;
  /** Stories of each kind: for binding, and for the rest. */
  readonly stories: number;
  readonly seed: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  readonly onProgress?: (line: string) => void;
}

interface Told {
  readonly plan: StoryPlan;
  readonly story: RealisedStory;
  readonly firstWords: number;
  readonly milliseconds: number;
}

/** Measures a writer as it is used here: what it keeps unaided, and what comes of it with candidates, checks and the composer behind it. */
export async function evaluateStories(options: EvaluationOptions): Promise<StoryEvaluation> {
  const { client, stories, seed, signal, onProgress = () => undefined } = options;
  const bound = await measureBinding({ client, stories, seed, signal, onStory: (done) => onProgress(`binding: story ${done}/${stories}`) });
  const told = { checked: await tellAll('checked', options), single: await tellAll('single', options) };
  onProgress('reading the training text');
  const taught = readTaughtTexts(options.taught, slotMask());
  const rng = createRng(seed).fork('intervals');
  const mean = (label: string, all: readonly Told[], value: (told: Told) => number): Interval =>
    bootstrapMean(all.map(value).filter((each) => !Number.isNaN(each)), rng.fork(label)); // prettier-ignore
  const words = ({ story }: Told): string[] => story.text.toLowerCase().match(/[\p{L}\p{N}]+(?:'\p{L}+)?/gu) ?? [];
  const distinct = (n: number): Interval => mean(`distinct ${n}`, told.checked, (each) => distinctN([words(each)], n));
  const own = ({ story }: Told): string[] => story.sentences.filter(({ author }) => author !== 'composer').map(({ text }) => text);
  const longest = told.checked.map((each) => taught.longestCopied(own(each).join(' '), each.plan));
  return {
    metrics: {
      ...bound,
      'fallback sentences': mean('fallback', told.checked, (each) => 1 - own(each).length / Math.max(1, each.story.sentences.length)),
      'first round beats': mean('first round', told.checked, ({ story }) => share(story.trace, ({ candidates, chosen }) => chosen !== null && candidates[chosen].round === 0)), // prettier-ignore
      'mended sentences': mean('mended sentences', told.checked, ({ story }) =>
        share(story.sentences, ({ author }) => author === 'mended'),
      ),
      'mended beats': mean('mended', told.checked, ({ story }) => share(story.trace, ({ mended }) => mended)),
      'candidates refused': mean('refused', told.checked, ({ story }) => share(story.trace.flatMap(({ candidates }) => candidates), ({ faults }) => faults.length > 0)), // prettier-ignore
      'sentences copied': mean('copied', told.checked, (each) => taught.copiedShare(own(each), each.plan)),
      'sentences copied, single': mean('copied single', told.single, (each) => taught.copiedShare(own(each), each.plan)),
      'longest copied words': bootstrapMean(longest, rng.fork('longest')),
      'distinct-1': distinct(1),
      'distinct-2': distinct(2),
      'distinct-3': distinct(3),
      'prompt nouns': mean('nouns', told.checked, promptShare),
      'prompt nouns, single': mean('nouns single', told.single, promptShare),
      'words a story': mean('words', told.checked, (each) => countWords(each.story.text)),
    },
    milliseconds: { checked: timesOf(told.checked), single: timesOf(told.single) },
    stories,
    taught: { sentences: taught.sentences, words: taught.words },
    longestCopied: Math.max(...longest),
    distinctOverall: [1, 2, 3].map((n) => distinctN(told.checked.map(words), n)),
  };
}

/** The prompts that were written for this and for nothing else. */
export function evaluationPrompts(): string[] {
  const text = readFileSync(projectPath('content', 'evaluation', 'story-prompts.yaml'), 'utf8');
  return z.object({ prompts: z.array(z.string()).min(1) }).parse(parse(text)).prompts;
}

async function tellAll(mode: StoryMode, { client, stories, seed, clock, signal, onProgress }: EvaluationOptions): Promise<Told[]> {
  const prompts = evaluationPrompts();
  const told: Told[] = [];
  for (let i = 0; i < stories; i++) {
    const rng = createRng(seed).fork(`story ${i}`);
    const style = i % 2 === 0 ? 'plain' : rng.pick(styleIds);
    const plan = planStory({ prompt: prompts[i % prompts.length], style, rng: rng.fork('plan') });
    const began = clock.monotonic();
    let firstWords: number | undefined;
    const onEvent = (): void => void (firstWords ??= clock.monotonic() - began);
    const story = await realiseStory(plan, { client, mode, rng: rng.fork('words'), signal, onEvent });
    told.push({ plan, story, firstWords: firstWords ?? 0, milliseconds: clock.monotonic() - began });
    onProgress?.(`${mode}: story ${i + 1}/${stories}`);
  }
  return told;
}

function promptShare({ plan, story }: Told): number {
  return share(promptNouns(plan.prompt), (noun) => hasNoun(story.text, noun));
}

function share<T>(all: readonly T[], counts: (each: T) => boolean): number {
  return all.length === 0 ? NaN : all.filter(counts).length / all.length;
}

function timesOf(told: readonly Told[]): { firstWords: number; story: number; words: number } {
  const median = (values: readonly number[]): number => Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0);
  return {
    firstWords: median(told.map(({ firstWords }) => firstWords)),
    story: median(told.map(({ milliseconds }) => milliseconds)),
    words: median(told.map(({ story }) => countWords(story.text))),
  };
}
