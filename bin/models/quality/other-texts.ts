import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { createRng, type Rng } from '@/lib/core/rng';
import { projectPath } from '@/lib/core/paths';
import { composeStory } from '@/lib/features/stories/server/composer/compose';
import { planStory } from '@/lib/features/stories/server/composer/plan-story';
import { planPrefix } from '@/lib/features/stories/server/composer/prefix';
import type { StoryRequest } from '@/lib/features/stories/server/quality/features/request';
import { plainLine, readText } from '@/lib/features/stories/server/quality/reading';
import type { ModelClient } from '@/lib/processes/inference/client';
import { genres } from '@/lib/vocabulary/genres';

/** Text of another origin than the estimator's passages: how it fares there is measured before anything relies on it. */
export interface OtherText {
  readonly origin: 'composer' | 'writer' | 'curriculum' | 'answers';
  readonly sentences: readonly string[];
  readonly request: StoryRequest;
}

const asText = (origin: OtherText['origin'], text: string, request: StoryRequest = {}): OtherText => ({
  origin,
  sentences: readText(text).sentences.map((sentence) => sentence.text),
  request,
});

/** Stories that the composer tells, of every genre in turn. */
export function composedTexts(count: number, rng: Rng): OtherText[] {
  return Array.from({ length: count }, (_, i) => {
    const story = rng.fork(`composed ${i}`);
    const genre = genres[i % genres.length];
    const plan = planStory({ prompt: '', genre, rng: story, names: 'held-out' });
    return asText('composer', composeStory(plan, story).text, { genre });
  });
}

/** Stories that the writer tells from plans, one sample a beat, nothing checked or mended. */
export async function writtenTexts(count: number, client: ModelClient, rng: Rng): Promise<OtherText[]> {
  const texts: OtherText[] = [];
  for (let i = 0; i < count; i++) {
    const story = rng.fork(`written ${i}`);
    const genre = genres[i % genres.length];
    const plan = planStory({ prompt: '', genre, rng: story, names: 'held-out' });
    let told = '';
    for (const { beat, keep } of composeStory(plan, story).beats) {
      const prompt = planPrefix(plan, beat, { keep, before: told });
      const { text } = await client.generate({ prompt, special: true, maxTokens: 90, temperature: 0.7, topP: 0.92, seed: story.int(2 ** 31) });
      told = `${told} ${plainLine(text)}`.trim();
    }
    texts.push(asText('writer', told, { genre }));
  }
  return texts;
}

/** Explanations of the curriculum, without their code. */
export async function curriculumTexts(count: number, seed: number): Promise<OtherText[]> {
  const files = (await readdir(projectPath('content', 'curriculum'), { recursive: true })).filter((file) => /\/[^/]+\.md$/.test(file));
  const texts: string[] = [];
  for (const file of createRng(seed).shuffle(files.sort()).slice(0, count * 2)) {
    const source = await readFile(projectPath('content', 'curriculum', file), 'utf8');
    const prose = source
      .replace(/^---\n[\s\S]*?\n---\n/, '')
      .replaceAll(/```[\s\S]*?```/g, '\n\n')
      .split(/\n\s*\n/)
      .filter((paragraph) => /^[\p{L}"`]/u.test(paragraph.trim()) && /[.!?]$/.test(paragraph.trim()))
      .map((paragraph) => paragraph.replaceAll(/[`*_]|\[(.*?)\]\(.*?\)/g, '$1'));
    const words = prose.join(' ').split(/\s+/).slice(0, 180).join(' ');
    const whole = words.slice(0, words.lastIndexOf('.') + 1);
    if (whole.split(' ').length >= 100) texts.push(whole);
  }
  return texts.slice(0, count).map((text) => asText('curriculum', text));
}

const answerSchema = z.object({ answer: z.string(), score: z.number() });

/** Longer answers of students that were graded as right; none where the folder has no such file. */
export async function answerTexts(folder: string, count: number, seed: number): Promise<OtherText[]> {
  const file = await readFile(path.join(folder, 'grading', 'saf1.jsonl.gz')).catch(() => undefined);
  if (!file) return [];
  const answers = gunzipSync(file)
    .toString('utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => answerSchema.parse(JSON.parse(line)))
    .filter(({ answer, score }) => score >= 0.9 && answer.split(/\s+/).length >= 80);
  return createRng(seed).shuffle(answers).slice(0, count).map(({ answer }) => asText('answers', answer));
}
