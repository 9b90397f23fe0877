import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { newSeed } from '@/lib/core/ids';
import { createRng } from '@/lib/core/rng';
import { requireUserId } from '@/lib/features/auth/server';
import { enginesBefore } from '@/lib/features/engines/server';
import { inference, requireVisible } from '@/lib/features/models/server';
import type { Story, StoryPlanView, WriteStoryInput } from '../schemas';
import type { SlotName } from './composer/beats';
import type { StoryPlan } from './composer/plan';
import { planStory } from './composer/plan-story';
import { slotValues } from './composer/prefix';
import type { PromptSlots } from './composer/prompt-slots';
import { countAuthors } from './count-authors';
import { keepStory } from './kept-stories';
import { recallStory, type Recalled } from './memory/recall-story';
import { engineWriter } from './realise/engine-writer';
import { findStoryWriter } from './realise/find-story-writer';
import { realiseStory, type RealiseEvent } from './realise/realise-story';
import type { StoryWriter } from './realise/story-writer';

export type StoryEvent =
  { readonly kind: 'plan'; readonly plan: StoryPlanView; readonly genre: Story['genre']; readonly seed: number } | RealiseEvent;

export interface Telling {
  readonly writer?: StoryWriter;
  /** Why there is no writer, where there is none. */
  readonly note?: string;
  /** What comes back from a person's memory where the prompt leaves it open. */
  readonly memory?: Recalled;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: StoryEvent) => void;
  /** Hears the whole plan before a word is written. */
  readonly onPlan?: (plan: StoryPlan) => void;
}

const noWriter = 'No writer is installed, so the composer told this story from its written sentences.';

const allRefused = 'Nothing that the writer wrote for it passed the checks.';

/** Writes a story and keeps it where asked to. Without a writer the composer tells it, and the answer says so. */
export async function writeStory(ctx: Ctx, input: WriteStoryInput, onEvent?: (event: StoryEvent) => void): Promise<Story> {
  // Whoever may not keep one hears it before it is written.
  if (input.keep) requireUserId(ctx);
  // A person's own model is nobody else's.
  if (input.model !== 'writer') await requireVisible(ctx, input.model);
  const { dataDir } = currentApp<Ctx>().settings;
  const memory = ctx.actor.kind === 'user' && input.memory ? await recallStory(ctx, ctx.actor.userId, input.prompt) : undefined;
  const usual = await openWriter(input.model, dataDir);
  const engines = input.model === 'writer' ? await enginesBefore(ctx, 'writer') : [];
  const opened = engines.length > 0 ? { writer: engineWriter(engines, usual.writer) } : usual;
  const story = await tellStory(input, { ...opened, memory, signal: ctx.signal, onEvent });
  return input.keep ? keepStory(ctx, story) : story;
}

/**
 * The client of a writer by name, or why there is none.
 * @throws LoamError `not_found` for any name but the usual one
 */
export async function openWriter(wanted: string, dataDir: string): Promise<Pick<Telling, 'writer' | 'note'>> {
  const found = await findStoryWriter(wanted, dataDir);
  if (found) {
    const { name, version } = found.manifest;
    return { writer: { name, version, client: inference(dataDir).role(name, { folder: found.folder }) } };
  }
  if (wanted === 'writer') return { note: noWriter };
  throw new LoamError('not_found', `There is no model “${wanted}” that tells stories from plans. \`loam models\` lists what there is.`);
}

/** Plans a story and puts it into words. The same input, seed and model give the same story. */
export async function tellStory(input: WriteStoryInput, { writer, note, memory, signal, onEvent, onPlan }: Telling): Promise<Story> {
  const { prompt, style, mode, seed = newSeed() } = input;
  const rng = createRng(seed);
  const planned = (given?: PromptSlots): StoryPlan => planStory({ prompt, genre: input.genre, style, rng: rng.fork('plan'), given });
  const plan = planned(memory?.given);
  onPlan?.(plan);
  const view = planView(plan, memory && { ...memory, saidByPrompt: planned().fromPrompt });
  onEvent?.({ kind: 'plan', plan: view, genre: plan.genre, seed });
  const told = await realiseStory(plan, { client: writer?.client, mode, rng: rng.fork('words'), signal, onEvent });
  const counts = countAuthors(told.sentences);
  const allComposed = counts.fallback.sentences === counts.fallback.of;
  return {
    id: null,
    prompt,
    genre: plan.genre,
    style,
    mode,
    seed,
    text: told.text,
    sentences: [...told.sentences],
    plan: view,
    ...counts,
    writer: writer && !allComposed ? { name: writer.name, version: writer.version } : null,
    note: told.failure ?? writer?.note?.() ?? note ?? (writer && allComposed ? allRefused : null),
    ...(input.trace ? { trace: [...told.trace] } : {}),
  };
}

interface RecalledForPlan extends Recalled {
  readonly saidByPrompt: readonly SlotName[];
}

function planView(plan: StoryPlan, memory?: RecalledForPlan): StoryPlanView {
  const slots = slotValues(plan);
  if (!memory) return { slots, fromPrompt: [...plan.fromPrompt] };
  const { id, exampleId, prompt, saidByPrompt } = memory;
  const fromPrompt = plan.fromPrompt.filter((slot) => saidByPrompt.includes(slot));
  return { slots, fromPrompt, memory: { id, exampleId, prompt, slots: plan.fromPrompt.filter((slot) => !saidByPrompt.includes(slot)) } };
}
