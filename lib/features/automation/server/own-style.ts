import { createRng } from '@/lib/core/rng';
import type { StorySentence } from '@/lib/features/stories';
import { splitSentences } from '@/lib/ml/text';
import { paragraphEnds, type StoryBeat } from '@/lib/vocabulary/stories';
import type { PlannedStyle } from './plan-batch';
import type { Told } from './voices/voice';

/**
 * Puts the sentences of a person's own style into a told story: one before it, one behind its turn, one at its end, each drawn by the seed.
 * They stand there letter by letter. Where the story has steps, they become part of them, so that they are learned from.
 */
export function inOwnStyle(told: Told, { name, openings, asides, closings }: PlannedStyle, seed: number): Told {
  const rng = createRng(seed).fork('own style');
  const draw = (lines: readonly string[]): string[] => (lines.length > 0 ? [rng.pick(lines)] : []);
  const [opening, aside, closing] = [draw(openings), draw(asides), draw(closings)];
  const settings = { ...told.settings, ownStyle: name };
  if (told.sentences.length === 0) {
    const sentences = splitSentences(told.text).map(({ text }) => text);
    const turn = Math.ceil((sentences.length * 3) / 4);
    const text = [...opening, ...sentences.slice(0, turn), ...aside, ...sentences.slice(turn), ...closing].join(' ');
    return { ...told, text, settings };
  }
  const added = (beat: StoryBeat) => (text: string) => ({ text, beat, author: 'composer' as const, putIn: [] });
  const behindTurn = told.sentences.findLastIndex(({ beat }) => beat === 'turn') + 1;
  const sentences: StorySentence[] = [
    ...opening.map(added('setting')),
    ...told.sentences.slice(0, behindTurn),
    ...aside.map(added('turn')),
    ...told.sentences.slice(behindTurn),
    ...closing.map(added('ending')),
  ];
  return { ...told, text: textOf(sentences), sentences, settings };
}

/** Sentences in their paragraphs, as a story that is told has them. */
function textOf(sentences: readonly StorySentence[]): string {
  return sentences
    .map(({ text, beat }, i) => {
      const ends = sentences[i + 1]?.beat !== beat && paragraphEnds.has(beat);
      return `${text}${i === sentences.length - 1 ? '' : ends ? '\n\n' : ' '}`;
    })
    .join('');
}
