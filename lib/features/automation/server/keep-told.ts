import type { Ctx } from '@/db/ctx';
import { trainingExamples } from '@/db/schema';
import { currentApp } from '@/lib/core/app';
import { newId } from '@/lib/core/ids';
import { requireVisible } from '@/lib/features/models/server';
import { openEmbedder } from '@/lib/features/retrieval/server';
import { writeStoryInput } from '@/lib/features/stories';
import { openWriter, recallStory, scoreText, shippedScorer, tellStory, type StoryPlan } from '@/lib/features/stories/server';
import { qualityThreshold, type TrainingVoice } from '@/lib/vocabulary/auto-training';
import type { Example, KeepToldInput } from '../schemas';
import { keptParts, knownTexts, scorerName } from './example-rows';
import { readExample } from './examples';
import { learnByItself } from './learn-by-itself';
import { findNearDuplicate, signatureOf, toBytes, vectorOf } from './near-duplicates';
import { ownModelName } from './own-model';
import { whyBelow } from './tell-example';
import { whose } from './whose';

/** Keeps a story that a person has read as an example: it is told once more from its seed, scored, and kept as a collection would keep it. */
export async function keepTold(ctx: Ctx, { user_id, ...asked }: KeepToldInput): Promise<Example> {
  const person = await whose(ctx, user_id, { create: true });
  const { dataDir } = currentApp<Ctx>().settings;
  const input = writeStoryInput.parse({ ...asked, trace: true });
  if (input.model !== 'writer') await requireVisible(ctx, input.model);
  let plan: StoryPlan | undefined;
  const story = await tellStory(input, {
    ...(await openWriter(input.model, dataDir)),
    memory: await recallStory(ctx, person.id, input.prompt),
    signal: ctx.signal,
    onPlan: (whole) => (plan = whole),
  });
  const score = await scoreText(await shippedScorer(dataDir), { text: story.text, genre: story.genre, prompt: story.prompt }, ctx.signal);
  const embedder = await openEmbedder(dataDir, 'embedder', { signal: ctx.signal });
  const [signature, vector] = [signatureOf(story.text), await vectorOf(story.text, embedder.embed)];
  const duplicate = findNearDuplicate({ signature, vector }, await knownTexts(ctx, person.id));
  const state = duplicate ? 'near_duplicate' : score.score >= qualityThreshold ? 'collected' : 'below_threshold';
  const id = newId();
  const now = ctx.clock.now();
  await ctx.db.insert(trainingExamples).values({
    id,
    ownerId: person.id,
    voice: voiceOf(input.model, story.writer !== null, person.id),
    modelName: story.writer?.name,
    modelVersion: story.writer?.version,
    genre: story.genre,
    style: story.style,
    prompt: story.prompt,
    text: story.text,
    plan: plan && { plan, keep: Object.fromEntries((story.trace ?? []).map((beat) => [beat.beat, beat.keep])) },
    sentences: story.sentences,
    settings: { seed: story.seed, mode: story.mode, composerShare: story.fallback.share, keptBy: 'hand' },
    score: score.score,
    parts: keptParts(score),
    estimator: scorerName(score),
    state,
    reason: duplicate ? 'It is there already' : state === 'collected' ? null : whyBelow(score),
    signature: state === 'near_duplicate' ? null : toBytes(signature),
    vector: vector && state !== 'near_duplicate' ? toBytes(vector) : null,
    createdAt: now,
    updatedAt: now,
  });
  await learnByItself(ctx, person.id, (line) => ctx.log.info({ ownerId: person.id }, line));
  return readExample(ctx, { user_id, id });
}

function voiceOf(model: string, toldByModel: boolean, personId: string): TrainingVoice {
  if (!toldByModel) return 'composer';
  const [name] = model.split('@');
  return name === 'writer' ? 'writer' : name === ownModelName(personId) ? 'own' : 'pulled';
}
