import type { z } from 'zod';
import type { Ctx } from '@/db/ctx';
import { trainingExamples } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { newId } from '@/lib/core/ids';
import { openEmbedder } from '@/lib/features/retrieval/server';
import { scoreText, shippedScorer } from '@/lib/features/stories/server';
import { splitSentences } from '@/lib/ml/text';
import type { OwnWritingInput, ownWritingSchema } from '../schemas';
import { keptParts, knownTexts, scorerName } from './example-rows';
import { learnByItself } from './learn-by-itself';
import { findNearDuplicate, signatureOf, toBytes, vectorOf } from './near-duplicates';
import { readiness } from './statistics';
import { whose } from './whose';

/** A passage of one's own counts as much as two that were told. */
export const ownWeight = 2;

const usualWords = 180;
const fewestWords = 40;
const fewestSentences = 2;

/**
 * Cuts a person's own writing into passages and adds those that are new. They are scored for information and kept whatever their
 * points: it is their manner that is to be learned.
 */
export async function addOwnWriting(
  ctx: Ctx,
  { user_id, text, genre, title }: OwnWritingInput,
): Promise<z.output<typeof ownWritingSchema>> {
  const person = await whose(ctx, user_id, { create: true });
  const { dataDir } = currentApp<Ctx>().settings;
  const scorer = await shippedScorer(dataDir);
  const embedder = await openEmbedder(dataDir, 'embedder', { signal: ctx.signal });
  const known = await knownTexts(ctx, person.id);
  const { passages, tooShort } = passagesOf(text);
  if (passages.length === 0) {
    throw new LoamError('unprocessable', `There is too little to learn from: give at least ${fewestWords} words in two sentences.`, {
      fields: { text: `At least ${fewestWords} words` },
    });
  }
  let added = 0;
  for (const passage of passages) {
    ctx.signal?.throwIfAborted();
    const signature = signatureOf(passage);
    const vector = await vectorOf(passage, embedder.embed);
    if (findNearDuplicate({ signature, vector }, known)) continue;
    const began = ctx.clock.monotonic();
    const score = await scoreText(scorer, { text: passage }, ctx.signal);
    const id = newId();
    const now = ctx.clock.now();
    await ctx.db.insert(trainingExamples).values({
      id,
      ownerId: person.id,
      voice: 'person',
      genre,
      prompt: title ?? '',
      text: passage,
      settings: {},
      score: score.score,
      parts: keptParts(score),
      estimator: scorerName(score),
      state: 'collected',
      weight: ownWeight,
      signature: toBytes(signature),
      vector: vector && toBytes(vector),
      milliseconds: Math.round(ctx.clock.monotonic() - began),
      createdAt: now,
      updatedAt: now,
    });
    known.push({ id, signature, vector });
    added++;
  }
  await learnByItself(ctx, person.id, (line) => ctx.log.info({ ownerId: person.id }, line));
  const { collected, untilNext } = await readiness(ctx, person.id);
  return {
    passages: added,
    duplicates: passages.length - added,
    too_short: tooShort,
    training_stats: { training_examples: collected, examples_until_next_training: untilNext },
  };
}

/** Passages of whole sentences, about 180 words each, ending with a paragraph where one ends near. */
export function passagesOf(text: string): { passages: string[]; tooShort: number } {
  const passages: string[] = [];
  let tooShort = 0;
  let open: string[] = [];
  let openWords = 0;
  const close = (): void => {
    const passage = open.join(' ').trim();
    const whole = openWords >= fewestWords && splitSentences(passage).length >= fewestSentences;
    if (whole) passages.push(passage);
    else if (passage !== '') tooShort++;
    open = [];
    openWords = 0;
  };
  for (const paragraph of text.split(/\n\s*\n/)) {
    const sentences = splitSentences(paragraph.replaceAll(/\s+/g, ' ').trim());
    for (const sentence of sentences) {
      open.push(sentence.text);
      openWords += sentence.text.split(/\s+/).length;
      if (openWords >= usualWords * 1.4) close();
    }
    if (openWords >= usualWords * 0.8) close();
  }
  close();
  return { passages, tooShort };
}
