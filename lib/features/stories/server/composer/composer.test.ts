import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import type { Genre } from '@/lib/vocabulary/genres';
import { beats } from './beats';
import { composeStory, type ComposedStory } from './compose';
import { loadStoryContent } from './content';
import type { StoryPlan } from './plan';
import { planStory } from './plan-story';
import { countWords } from './sentences';
import { styleIds, type StyleId } from './styles';

const genres = loadStoryContent().written;

function tell(
  seed: number,
  genre: Genre,
  style: StyleId = 'plain',
  names: 'training' | 'held-out' = 'training',
): { plan: StoryPlan; story: ComposedStory } {
  const rng = createRng(seed);
  const plan = planStory({ prompt: '', genre, style, rng, names, borrow: 0.2 });
  return { plan, story: composeStory(plan, rng) };
}

/** What would embarrass a story, by name; empty when nothing is wrong. */
function faults(plan: StoryPlan, story: ComposedStory): string[] {
  const { text, sentences } = story;
  const found: string[] = [];
  const check = (fault: string, ok: boolean): void => {
    if (!ok) found.push(fault);
  };
  const longer = sentences.map(({ text: s }) => s).filter((s) => countWords(s) > 3);
  check('leftover markup', !/[{}[\]<>|@]/.test(text));
  check(
    'an article that disagrees',
    !/(?<!\p{L})[aA] [aeioAEIO]\p{L}|(?<!\p{L})an [^aeiouhAEIOUH\P{L}]/u.test(text.replace(/\b(?:a|A) (?:one|once|eu)/g, '')),
  );
  check('a doubled word', !/(?<!\p{L})(?!(?:had|that) )(\p{L}+) \1(?!\p{L})/iu.test(text.replace(/[.,;:!?"()]/g, ' . ')));
  check(
    'an unclosed quote',
    (text.match(/"/g) ?? []).length % 2 === 0 && sentences.every((s) => (s.text.match(/"/g) ?? []).length % 2 === 0),
  );
  check('a double space or a space before a stop', !/ {2}| [.,;!?]/.test(text));
  check(
    'a sentence in lower case',
    sentences.every(({ text: s }) => /^[("]*[\p{Lu}\d]/u.test(s)),
  );
  check(
    'a sentence without a stop',
    sentences.every(({ text: s }) => /[.!?:][")]*$|Yours.*$|Your loving.*$/u.test(s)),
  );
  check('a repeated sentence', longer.length === new Set(longer).size);
  check('no object', text.toLowerCase().split(plan.object.noun.toLowerCase()).length > 3);
  check('no place', text.toLowerCase().includes(plan.place.noun.toLowerCase()));
  check('no foe', text.toLowerCase().split(plan.foe.noun.toLowerCase()).length > 3);
  check('no name', text.includes(plan.hero.name));
  check('no role', text.includes(plan.hero.role));
  check(
    'a beat is missing',
    beats.every((beat) => sentences.some((s) => s.beat === beat)),
  );
  return found;
}

describe('composed stories', () => {
  it('keep every slot and have no faults, over two thousand seeds in every style', () => {
    const broken: string[] = [];
    for (let seed = 0; seed < 2000; seed++) {
      const { plan, story } = tell(
        seed,
        genres[seed % genres.length],
        styleIds[Math.floor(seed / genres.length) % styleIds.length],
        seed % 5 === 0 ? 'held-out' : 'training',
      );
      const wrong = faults(plan, story);
      if (wrong.length > 0) broken.push(`${seed} ${plan.genre} ${plan.style}: ${wrong.join(', ')}\n${story.text}`);
    }
    expect(broken.slice(0, 3)).toEqual([]);
  }, 60_000);

  it('notices planted faults', () => {
    const { plan, story } = tell(1, 'mystery');
    const damaged = (change: (text: string) => string): string[] => {
      const sentences = story.sentences.map((s) => ({ ...s, text: change(s.text) }));
      return faults(plan, { ...story, sentences, text: sentences.map((s) => s.text).join(' ') });
    };
    expect(faults(plan, story)).toEqual([]);
    expect(damaged((text) => text.replace('.', '{N}.'))).toContain('leftover markup');
    expect(damaged((text) => text.replace(/\.$/, ' a apple.'))).toContain('an article that disagrees');
    expect(damaged((text) => text.replace(/(\w+)\.$/, '$1 $1.'))).toContain('a doubled word');
    expect(damaged((text) => text.replace(/\.$/, '".'))).toContain('an unclosed quote');
    expect(damaged((text) => text.replaceAll(plan.object.noun, 'thing'))).toContain('no object');
    expect(damaged((text) => text.replaceAll(plan.hero.name, 'Nemo'))).toContain('no name');
    expect(damaged(() => 'It was the same thing again.')).toContain('a repeated sentence');
  });

  it('agree with the pronouns of the plan', () => {
    for (let seed = 0; seed < 400; seed++) {
      const { plan, story } = tell(seed, genres[seed % genres.length], 'present_tense');
      const outside = story.text.replace(/"[^"]*"/g, '"…"');
      if (plan.hero.pronouns === 'they') expect(outside).not.toMatch(/\b[Tt]hey (?:is|has|was|does|goes|knows|thinks|takes|looks|runs)\b/);
      expect(outside).not.toMatch(/\b(?:[Ss]he|[Hh]e) (?:are|have|were|do|go|know|think|take|look|run)\b/);
      const { story: own } = tell(seed, genres[seed % genres.length], 'first_person');
      expect(own.text.replace(/"[^"]*"/g, '"…"')).not.toMatch(/(?<!and )\bI (?:is|has|were|does|are)\b/);
    }
  });

  it('are the same for the same seed, byte for byte, and differ for another', () => {
    for (const genre of genres) {
      expect(tell(7, genre)).toEqual(tell(7, genre));
      expect(tell(7, genre).story.text).not.toBe(tell(8, genre).story.text);
    }
    const rng = createRng(3);
    const plan: StoryPlan = JSON.parse(JSON.stringify(planStory({ prompt: 'a beekeeper who finds a map', genre: 'mystery', rng })));
    expect(composeStory(plan, createRng(5)).text).toBe(composeStory(plan, createRng(5)).text);
  });

  it('are about two hundred words long in plain style', () => {
    for (const genre of genres) {
      const counts = Array.from({ length: 60 }, (_, seed) => countWords(tell(seed, genre).story.text));
      const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
      expect(mean, genre).toBeGreaterThan(165);
      expect(mean, genre).toBeLessThan(245);
      expect(Math.min(...counts), genre).toBeGreaterThan(130);
    }
  });

  it('vary: over two hundred stories a genre, distinct bigrams and trigrams stay above their floors', () => {
    for (const genre of genres) {
      const bigrams = new Set<string>();
      const trigrams = new Set<string>();
      let total = 0;
      for (let seed = 0; seed < 200; seed++) {
        const words =
          tell(seed, genre)
            .story.text.toLowerCase()
            .match(/[\p{L}']+/gu) ?? [];
        total += words.length;
        words.forEach((word, i) => {
          if (i > 0) bigrams.add(`${words[i - 1]} ${word}`);
          if (i > 1) trigrams.add(`${words[i - 2]} ${words[i - 1]} ${word}`);
        });
      }
      expect(bigrams.size / total, `${genre} distinct-2`).toBeGreaterThan(0.12);
      expect(trigrams.size / total, `${genre} distinct-3`).toBeGreaterThan(0.25);
    }
  }, 60_000);
});
