import { createRng } from '@/lib/core/rng';
import { describeKind, type PlantedData } from '@/lib/features/runs/testing/kind-contract';
import { writerKind } from './writer-kind';

/** Of either text: what a beast is like, and what it does, comes again at the end of the sentence, where a bigram model has forgotten it. */
const tales = {
  usual: {
    first: ['red', 'green', 'blue', 'white', 'black'],
    second: ['fox', 'owl', 'hen', 'cat', 'dog'],
    third: ['ran', 'sat', 'hid', 'ate', 'slept'],
  },
  changed: {
    first: ['iron', 'glass', 'wooden', 'paper', 'silver'],
    second: ['door', 'lamp', 'key', 'bell', 'clock'],
    third: ['broke', 'fell', 'shone', 'rang', 'burned'],
  },
} as const;

function sentences(data: 'usual' | 'changed', count: number): string[] {
  const rng = createRng(3);
  const { first, second, third } = tales[data];
  return Array.from({ length: count }, () => {
    const [one, two, three] = [rng.pick(first), rng.pick(second), rng.pick(third)];
    return data === 'usual'
      ? `The ${one} ${two} ${three}, and when it ${three} the ${two} was ${one}.`
      : `Nobody saw that ${two} of ${one} which ${three}; but ${three} it has, this ${two} so ${one}.`;
  });
}

function text(data: PlantedData): string {
  const tale = sentences(data === 'changed' ? 'changed' : 'usual', 700);
  const paragraphs = Array.from({ length: tale.length / 2 }, (_, i) => `${tale[2 * i]} ${tale[2 * i + 1]}`);
  if (data !== 'shuffled') return paragraphs.join('\n\n');
  const rng = createRng(5);
  return paragraphs.map((paragraph) => rng.shuffle(paragraph.split(' ')).join(' ')).join('\n\n');
}

describeKind({
  kind: writerKind,
  config: { from: 'scratch', epochs: 2, minutes: 0.1, heldOut: 0.1 },
  give: (data) => Promise.resolve(text(data)),
});
