import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/core/rng';
import { beats } from './beats';
import { loadStoryContent } from './content';
import { planStory } from './plan-story';
import { formatPrefix, lastSentences, planPrefix, slotValues, specialTokens } from './prefix';
import { trainingRows } from './training-rows';

const content = loadStoryContent();
const parse = (prefix: string): Record<string, string> =>
  Object.fromEntries(
    (/^<\|story\|>(.*?)(?:<\|before\|>|<\|text\|>)/.exec(prefix)?.[1] ?? '').split(' | ').map((field) => {
      const [key, ...value] = field.split(': ');
      return [key, value.join(': ')];
    }),
  );

describe('planPrefix', () => {
  it('has the documented format', () => {
    expect(formatPrefix({ genre: 'mystery', style: 'plain', beat: 'turn', slots: { object: 'violin', name: 'Amara (she)' } })).toBe(
      '<|story|>genre: mystery | style: plain | beat: turn | name: Amara (she) | object: violin<|text|>',
    );
    expect(formatPrefix({ genre: 'horror', style: 'terse', beat: 'ending', slots: { clue: 'a|b' }, before: 'It rained.' })).toBe(
      '<|story|>genre: horror | style: terse | beat: ending | clue: a/b<|before|>It rained.<|text|>',
    );
  });

  it('lists the contract of a beat, or what is asked for', () => {
    const plan = planStory({ prompt: 'a lighthouse keeper on Mars who finds a violin', rng: createRng(1) });
    expect(Object.keys(parse(planPrefix(plan, 'turn')))).toEqual(['genre', 'style', 'beat', 'name', 'foe', 'object', 'thread']);
    expect(parse(planPrefix(plan, 'setting', { keep: ['place', 'weather'] }))).toMatchObject({
      place: 'on Mars',
      weather: plan.weather.noun,
    });
    expect(slotValues(plan).object).toBe('violin');
  });

  it('shows whole sentences of what stands before', () => {
    expect(lastSentences('One is long. Two is short. "Three?" he said.', 30)).toBe('"Three?" he said.');
    expect(lastSentences('All of it.', 30)).toBe('All of it.');
    expect(lastSentences('No end in sight here at all', 10)).toBe('');
  });
});

describe('trainingRows', () => {
  const rows = [...trainingRows(createRng(11), 300)];

  it('gives seven rows a story, in order, the same for the same seed', () => {
    expect(rows).toHaveLength(300 * beats.length);
    rows.forEach((row, i) => expect(row.beat).toBe(beats[i % beats.length]));
    expect([...trainingRows(createRng(11), 20)]).toEqual(rows.slice(0, 140));
    expect(new Set(rows.map(({ row }) => row)).size).toBeGreaterThan(rows.length * 0.98);
  });

  it('keeps each slot of the prefix in its text', () => {
    for (const { prefix, text, plan, style } of rows) {
      const fields = parse(prefix);
      const said = text.toLowerCase();
      expect(fields.name, prefix).toBe(`${plan.hero.name} (${plan.hero.pronouns})`);
      if (fields.object) expect(said.includes(plan.object.noun.toLowerCase()) || /\bit\b/.test(said), `${prefix}${text}`).toBe(true);
      if (fields.foe) expect(said, prefix).toContain(plan.foe.noun.toLowerCase());
      if (fields.place) expect(said, prefix).toContain(plan.place.noun.toLowerCase());
      if (fields.ally) expect(text, prefix).toContain(plan.ally.name);
      if (fields.clue) expect(said, prefix).toContain(plan.clue.noun.toLowerCase());
      if (fields.role) expect(said, prefix).toContain(plan.hero.role.toLowerCase());
      if (fields.time) expect(said, prefix).toContain(plan.time.toLowerCase());
      if (style !== 'first_person' && style !== 'letter' && text.includes(plan.hero.name)) expect(fields.name).toContain(plan.hero.name);
    }
  });

  it('uses special tokens once each and names from the training lists only', () => {
    const training = new Set(Object.values(content.names.training).flat());
    for (const { row, plan } of rows) {
      for (const token of specialTokens) expect(row.split(token).length - 1, row).toBeLessThanOrEqual(1);
      expect(row.startsWith('<|story|>') && row.endsWith('<|end|>')).toBe(true);
      expect(training.has(plan.hero.name) && training.has(plan.ally.name)).toBe(true);
      expect(row.length).toBeLessThan(1600);
    }
    const heldOut = new Set(Object.values(content.names.heldOut).flat());
    for (const { plan } of trainingRows(createRng(2), 30, { names: 'held-out' })) expect(heldOut.has(plan.hero.name)).toBe(true);
  });
});
