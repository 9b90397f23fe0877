import { and, eq, inArray } from 'drizzle-orm';
import type { Ctx } from '@/db/ctx';
import { storyMemories } from '@/db/schema';
import { newId } from '@/lib/core/ids';
import type { Genre } from '@/lib/vocabulary/genres';
import type { StoryPlan } from '../composer/plan';
import type { PromptSlots } from '../composer/prompt-slots';

export interface ToRemember {
  readonly ownerId: string;
  /** The example that it is stored from, with which it goes. */
  readonly exampleId: string;
  readonly prompt: string;
  readonly genre: Genre;
  readonly text: string;
  readonly plan: StoryPlan;
}

/** Stores a story in a person's memory: its people, its place and its foe can come back in a later one. Once per example. */
export async function rememberStory(ctx: Ctx, { plan, ...story }: ToRemember): Promise<void> {
  await ctx.db
    .insert(storyMemories)
    .values({ id: newId(), ...story, given: whatComesBack(plan), createdAt: ctx.clock.now() })
    .onConflictDoNothing();
}

/** Takes what was stored from these examples, or everything, out of a person's memory. Returns how much that was. */
export async function forgetStories(ctx: Ctx, ownerId: string, exampleIds?: readonly string[]): Promise<number> {
  const gone = await ctx.db
    .delete(storyMemories)
    .where(and(eq(storyMemories.ownerId, ownerId), exampleIds ? inArray(storyMemories.exampleId, [...exampleIds]) : undefined))
    .returning({ id: storyMemories.id });
  return gone.length;
}

/** The object is left out: it is what a new story turns on. */
function whatComesBack({ hero, ally, foe, place }: StoryPlan): PromptSlots {
  const { name: _name, ...known } = ally;
  return { hero: { name: hero.name, pronouns: hero.pronouns, trait: hero.trait }, ally: known, foe, place };
}
