import type { Rng } from '@/lib/core/rng';
import type { ModelClient } from '@/lib/processes/inference/client';
import type { BeatTrace, StorySentence } from '../../schemas';
import { planPrefix } from '../composer/prefix';
import { mostWords } from './check-prose';
import { checkText } from './check-text';
import { fillSlots, textOf, type FilledSentence } from './fill-slots';
import { mendText } from './mend-text';
import { rankCandidates } from './rank-candidates';
import { sentencesOf, type Fault, type Situation } from './situation';

export interface BeatWriting {
  readonly client: Pick<ModelClient, 'generate' | 'candidates' | 'score'>;
  /** Of this beat alone. */
  readonly rng: Rng;
  readonly signal?: AbortSignal;
}

export interface RealisedBeat {
  readonly sentences: readonly StorySentence[];
  readonly trace: BeatTrace;
}

/** What is tried, in this order, until something passes. */
const rounds = [
  { count: 4, temperature: 0.7, topP: 0.92 },
  { count: 6, temperature: 0.85, topP: 0.95 },
] as const;
const single = { temperature: 0.7, topP: 0.92 } as const;
const tokensAWord = 1.6;

/** What the writer is asked for a beat. No more tokens than the longest text that would pass has. */
function beatRequest({ plan, beat, keep, before, usualWords }: Situation) {
  return {
    prompt: planPrefix(plan, beat, { keep, before }),
    special: true,
    maxTokens: Math.ceil(tokensAWord * mostWords(usualWords)),
  } as const;
}

/** The writer's first text for a beat, heard as it comes and not checked. */
export async function sampleBeat(
  situation: Situation,
  { client, rng, signal }: BeatWriting,
  onText: (text: string) => void,
): Promise<RealisedBeat> {
  const request = beatRequest(situation);
  const { text: raw } = await client.generate({ ...request, ...single, seed: rng.int(0x100000000) }, onText, { signal });
  const text = raw.trim();
  const candidate = { text, round: 0, faults: [], score: null };
  return {
    sentences: withAuthors(asWritten(text), situation),
    trace: { beat: situation.beat, prefix: request.prompt, keep: [...situation.keep], candidates: [candidate], chosen: 0, mended: false },
  };
}

/**
 * Several texts for a beat, of which the best that passes every check is told; where none passes, the best that does with the plan's names
 * and things in the places of foreign ones; then one that can be mended otherwise, and else `composed`, the composer's own sentences.
 */
export async function chooseBeat(
  situation: Situation,
  composed: readonly string[],
  { client, rng, signal }: BeatWriting,
): Promise<RealisedBeat> {
  const { plan, beat, keep, before } = situation;
  const request = beatRequest(situation);
  const tried: (BeatTrace['candidates'][number] & { readonly faults: Fault[] })[] = [];
  const told = (sentences: readonly StorySentence[], chosen: number | null, mended = false): RealisedBeat => ({
    sentences,
    trace: {
      beat,
      prefix: request.prompt,
      keep: [...keep],
      candidates: tried.map(({ faults, ...candidate }) => ({
        ...candidate,
        faults: faults.map(({ check, detail }) => ({ check, detail })),
      })),
      chosen,
      mended,
    },
  });

  for (const [round, sampling] of rounds.entries()) {
    const written = await client.candidates({ ...request, ...sampling, seed: rng.int(0x100000000) }, { signal });
    const candidates = written.map((candidate) => ({ ...candidate, text: candidate.text.trim() }));
    const first = tried.length;
    for (const { text, finish } of candidates)
      tried.push({ text, round, faults: checkText(text, finish === 'stop', situation), score: null });
    const at = candidates.map((candidate, i) => ({ ...candidate, at: first + i }));
    const sound = at.filter((candidate) => tried[candidate.at].faults.length === 0);
    const filled = sound.length > 0 ? [] : at.flatMap((candidate) => withPlansValues(candidate, situation));
    const choice = sound.length > 0 ? sound.map((candidate) => ({ ...candidate, sentences: asWritten(candidate.text) })) : filled;
    if (choice.length === 0) continue;
    const scores = await rankCandidates(choice, { before, prefixWithoutBefore: planPrefix(plan, beat, { keep }) }, client, signal);
    choice.forEach((candidate, i) => (tried[candidate.at] = { ...tried[candidate.at], score: scores[i] }));
    const best = choice[scores.indexOf(Math.max(...scores))];
    return told(withAuthors(best.sentences, situation), best.at, sound.length === 0);
  }

  const byFaults = tried.map((_, at) => at).sort((a, b) => tried[a].faults.length - tried[b].faults.length || a - b);
  for (const at of byFaults) {
    const mended = mendText(tried[at].text, tried[at].faults, composed, situation);
    if (mended) return told(mended, at, true);
  }
  return told(
    composed.map((text) => ({ text, beat, author: 'composer', putIn: [] })),
    null,
  );
}

/** A candidate whose only fault is that it names another story's people and things, with this one's in their places. */
function withPlansValues<Candidate extends { readonly text: string; readonly finish: 'stop' | 'length' }>(
  candidate: Candidate,
  situation: Situation,
): (Candidate & { readonly sentences: FilledSentence[] })[] {
  const sentences = fillSlots(candidate.text, situation);
  if (!sentences) return [];
  const text = textOf(sentences);
  return checkText(text, candidate.finish === 'stop', situation).length === 0 ? [{ ...candidate, text, sentences }] : [];
}

function asWritten(text: string): FilledSentence[] {
  return sentencesOf(text).map((sentence) => ({ text: sentence, putIn: [] }));
}

function withAuthors(sentences: readonly FilledSentence[], { beat }: Situation): StorySentence[] {
  return sentences.map(({ text, putIn }) => ({ text, beat, author: putIn.length > 0 ? 'mended' : 'writer', putIn }));
}
