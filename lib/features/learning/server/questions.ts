import { createHash } from 'node:crypto';
import type { Ctx } from '@/db/ctx';
import { LoamError } from '@/lib/core/errors';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import type { Checkpoint } from '@/lib/features/tutorials';
import { readTutorial } from '@/lib/features/tutorials/server';

/** Names a question by what it asks: the same question in two tutorials has one id. */
export function questionId(conceptId: string, prompt: string): string {
  return createHash('sha256')
    .update(JSON.stringify([conceptId, prompt]))
    .digest('hex')
    .slice(0, 16);
}

export interface FoundQuestion {
  readonly question: Checkpoint;
  /** Title of what it is about. */
  readonly title: string;
  readonly tutorialId: string | null;
}

/**
 * A question of one of the caller's tutorials, or of a concept's lesson where no tutorial is named.
 * @throws LoamError `not_found` where nothing there asks it
 */
export async function findQuestion(
  ctx: Ctx,
  wanted: { readonly conceptId: string; readonly questionId: string; readonly slug?: string },
): Promise<FoundQuestion> {
  const { conceptId, slug } = wanted;
  const isWanted = ({ prompt }: { readonly prompt: string }) => questionId(conceptId, prompt) === wanted.questionId;
  const concept = (await loadCurriculum()).byId.get(conceptId);
  const tutorial = slug === undefined ? undefined : await readTutorial(ctx, { slug });
  const step = tutorial?.steps.find((each) => each.conceptId === conceptId && each.checkpoint !== null && isWanted(each.checkpoint));
  const question = step?.checkpoint ?? concept?.questions.find(isWanted);
  if (!question) throw new LoamError('not_found', 'This question is no longer asked here. Reload the page.');
  return { question, title: concept?.title ?? step?.title ?? conceptId, tutorialId: tutorial?.id ?? null };
}
