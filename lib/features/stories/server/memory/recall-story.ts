import { desc, eq } from 'drizzle-orm';
import { stemmer } from 'stemmer';
import { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { storyMemories } from '@/db/schema';
import { buildBm25, words } from '@/lib/ml/text';
import type { PromptSlots } from '../composer/prompt-slots';

/** A stored story that comes to mind, and what a plan may take from it. */
export interface Recalled {
  readonly id: string;
  readonly exampleId: string | null;
  readonly prompt: string;
  readonly given: PromptSlots;
}

const pronouns = z.enum(['she', 'he', 'it']);
const phrase = { noun: z.string(), article: z.enum(['a', 'the', 'none']) };
const givenSchema = z.object({
  hero: z.object({ name: z.string(), pronouns: z.enum(['she', 'he', 'they']), trait: z.string() }),
  ally: z.object({ pronouns: z.enum(['she', 'he']), role: z.string(), kin: z.boolean() }),
  foe: z.object({ ...phrase, pronouns }),
  place: z.object({ ...phrase, preposition: z.string() }),
});

/** Only the latest are searched. */
const searched = 500;

/**
 * What of a person's memory is nearest to a prompt (BM25 over prompts and texts). Undefined where it is empty or nothing in it
 * shares a word with the prompt.
 */
export async function recallStory(ctx: Ctx, ownerId: string, prompt: string): Promise<Recalled | undefined> {
  const rows = await ctx.db
    .select({
      id: storyMemories.id,
      exampleId: storyMemories.exampleId,
      prompt: storyMemories.prompt,
      text: storyMemories.text,
      given: storyMemories.given,
    })
    .from(storyMemories)
    .where(eq(storyMemories.ownerId, ownerId))
    .orderBy(desc(storyMemories.createdAt), desc(storyMemories.id))
    .limit(searched);
  if (rows.length === 0) return undefined;
  // What it was asked for says more than each of its words.
  const index = buildBm25(rows.map((row) => terms(`${row.prompt} ${row.prompt} ${row.prompt} ${row.text}`)));
  for (const { document } of index.search(terms(prompt), rows.length)) {
    const { given, text: _text, ...row } = rows[document];
    const parsed = givenSchema.safeParse(given);
    if (parsed.success) return { ...row, given: parsed.data };
  }
  return undefined;
}

const small = new Set(
  'a an the and or but of in on at to for from with by who that which must is are was were her his its their she he it they'.split(' '),
);

function terms(text: string): string[] {
  return words(text, { shortest: 2 })
    .filter((word) => !small.has(word))
    .map((word) => stemmer(word));
}
