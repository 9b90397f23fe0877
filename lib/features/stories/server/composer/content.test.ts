import { describe, expect, it } from 'vitest';
import { beatContract, beats, type Beat, type SlotName } from './beats';
import { loadStoryContent, type Thread, type Variant, type Want } from './content';
import { macroKeys, markupToken, slotKeys } from './markup';
import { loadStyles, styleModifiers } from './styles';

const content = loadStoryContent();
const genres = content.written;
const styles = loadStyles();

/** Which slots a template mentions for certain, inserting slots opened. */
function mentions(template: string): Set<SlotName> {
  const marks: readonly (readonly [RegExp, SlotName])[] = [
    [/\{(?:N|No|Ns|name)\}/, 'name'],
    [/\{(?:role|a_role|a_trait_role)\}/i, 'role'],
    [/\{(?:the_obj|obj|obj_noun|it|want|done)\}/i, 'object'],
    [/\{foe(?:'s)?\}/i, 'foe'],
    [/\{(?:place|in_place)\}/i, 'place'],
    [/\{(?:want|done)\}/i, 'want'],
    [/\{(?:plant|payoff)\}/i, 'thread'],
  ];
  return new Set(marks.filter(([pattern]) => pattern.test(template)).map(([, slot]) => slot));
}

/** Narration only: what stands outside quotation marks. */
function narration(template: string): string {
  return template.replace(/"[^"]*"/g, '""');
}

function templates(): { id: string; text: string }[] {
  const all: { id: string; text: string }[] = [];
  const add = (id: string, texts: readonly string[]): void => texts.forEach((text, i) => all.push({ id: `${id}#${i}`, text }));
  for (const genre of genres) {
    const own = content.genres[genre];
    for (const beat of beats) for (const variant of own.variants[beat]) add(variant.id, [variant.template]);
    own.wants.forEach((want: Want) => add(want.id, [want.to, want.why, want.done]));
    [...own.threads, ...own.sharedThreads].forEach((thread: Thread) => add(`${genre}.${thread.id}`, [...thread.plants, ...thread.payoffs]));
    own.weathers.forEach(({ noun, clause }) => add(`${genre}.weather.${noun}`, [clause]));
  }
  for (const style of Object.values(styles)) {
    add(`style.${style.id}.open`, style.open);
    add(`style.${style.id}.close`, style.close);
    for (const [beat, lines] of Object.entries(style.additions)) add(`style.${style.id}.${beat}`, lines ?? []);
  }
  return all;
}

describe('story content', () => {
  it('uses only slots that exist and closes every mark', () => {
    const known = new Set([...slotKeys, ...macroKeys]);
    for (const { id, text } of templates()) {
      for (const [, slot] of text.matchAll(/\{([^}]*)\}/g)) expect(known.has(slot.toLowerCase()), `${id}: {${slot}}`).toBe(true);
      const rest = text.replace(markupToken, '').replace(/<[^<>]*>/g, '');
      expect(rest, id).not.toMatch(/[{}[\]<>|@#]/);
      expect((text.match(/"/g) ?? []).length % 2, `${id}: quotes`).toBe(0);
    }
  });

  it('has at least twelve variants a beat and genre of its own, and shared ones beside them', () => {
    for (const genre of genres) {
      for (const beat of beats) {
        const own = content.genres[genre].variants[beat].filter(({ id }) => id.startsWith(`${genre}.`));
        const shared = content.genres[genre].variants[beat].length - own.length;
        expect(own.length, `${genre} ${beat}`).toBeGreaterThanOrEqual(12);
        expect(shared, `shared ${beat}`).toBeGreaterThanOrEqual(6);
        expect(new Set(own.map(({ template }) => template)).size).toBe(own.length);
      }
    }
  });

  it('has at least thirty words a slot, ten wants and twenty threads a genre, and no sentence in two genres', () => {
    const seen = new Map<string, string>();
    for (const genre of genres) {
      const { roles, traits, objects, places, foes, clues, times, weathers, wants, threads, sharedThreads, variants } =
        content.genres[genre];
      for (const [name, list] of Object.entries({ roles, traits, objects, places, foes, clues, times, weathers })) {
        expect(list.length, `${genre} ${name}`).toBeGreaterThanOrEqual(28);
        expect(new Set(list.map((entry) => JSON.stringify(entry))).size, `${genre} ${name}`).toBe(list.length);
      }
      for (const { arc } of wants) expect(['seek', 'find']).toContain(arc);
      expect(wants.filter(({ arc }) => arc === 'find').length, genre).toBeGreaterThanOrEqual(3);
      expect(wants.length, genre).toBeGreaterThanOrEqual(10);
      expect(threads.length + sharedThreads.length, genre).toBeGreaterThanOrEqual(20);
      for (const variant of beats.flatMap((beat) => variants[beat]).filter(({ id }) => id.startsWith(genre))) {
        expect(seen.get(variant.template), `${variant.id} stands twice`).toBeUndefined();
        seen.set(variant.template, variant.id);
      }
    }
  });

  it.each(beats)('keeps the contract of the beat "%s" in every variant', (beat: Beat) => {
    const variants: Variant[] = genres.flatMap((genre) => [...content.genres[genre].variants[beat]]);
    for (const { id, template } of variants) {
      const mentioned = mentions(beat === 'character' ? `${template} {plant}` : template);
      for (const slot of beatContract[beat]) {
        expect(mentioned.has(slot), `${id} mentions ${slot}: ${template}`).toBe(true);
      }
    }
  });

  it('names the protagonist before using a pronoun', () => {
    for (const genre of genres) {
      for (const { id, template } of beats.flatMap((beat) => content.genres[genre].variants[beat])) {
        const pronoun = template.search(/\{(?:they|them|their|theirs|themself)\}/i);
        const name = template.search(/\{(?:N|No|Ns)\}/);
        const opened = template.search(/\{(?:done|why|payoff)\}/i);
        if (pronoun >= 0) expect(name >= 0 && (name < pronoun || (opened >= 0 && opened < pronoun)), `${id}: ${template}`).toBe(true);
        for (const owner of ['a', 'f'] as const) {
          const they = template.search(new RegExp(`\\{${owner}_the`, 'i'));
          const named = template.search(owner === 'a' ? /\{As?\}/ : /\{foe(?:'s)?\}/i);
          if (they >= 0) expect(named >= 0 && named < they, `${id}: ${template}`).toBe(true);
        }
      }
    }
  });

  it('keeps narrator slots out of speech, and first and past forms out of narration', () => {
    for (const { id, text } of templates()) {
      for (const [speech] of text.matchAll(/"[^"]*"/g))
        expect(speech, id).not.toMatch(/\{(?:N|No|Ns|they|them|their|want|why|done|plant|payoff)\}/i);
      if (/^style\.(?:letter|storyteller|first_person)/.test(id)) continue;
      expect(narration(text), id).not.toMatch(/\b(?:was|were|did|(?<!have@?\+?\] )said|went|came|took|knew|could|would|I|my|me)\b/);
    }
  });

  it('uses the subject slot of the protagonist only in front of a verb that agrees with it', () => {
    const subject =
      /\{N\}(?!(?:, [^,{]*(?:\{[a-z_]+\}[^,{]*)*,|,? who| and \{A\})?(?: (?:\w+ly|once|only|almost|still|never|always|just|at last|no longer))* \[\w+(?:@|\+))/;
    for (const { id, text } of templates()) {
      expect(text, id).not.toMatch(subject);
      expect(text, id).not.toMatch(/\{N\} and \{A\}/);
    }
  });

  it('wants mention the object, and close with it or what it led to', () => {
    for (const genre of genres) {
      for (const { id, to, done } of content.genres[genre].wants) {
        expect(to, id).toMatch(/\{(?:obj|the_obj|it)\}/);
        expect(done, id).toMatch(/\{(?:the_obj|obj|obj_noun|The_obj|Obj)\}/i);
        expect(done, id).toMatch(/[.!?]"?$/);
        expect(to, id).not.toMatch(/[.!?]$/);
      }
    }
  });

  it('has hundreds of names for training and sixty others held out', () => {
    const flat = (lists: Record<string, readonly string[]>): string[] => Object.values(lists).flat();
    const training = flat({ ...content.names.training });
    const heldOut = flat({ ...content.names.heldOut });
    expect(new Set(training).size).toBe(training.length);
    expect(training.length).toBeGreaterThanOrEqual(300);
    expect(new Set(heldOut).size).toBeGreaterThanOrEqual(60);
    expect(heldOut.filter((name) => training.includes(name))).toEqual([]);
  });

  it('has ten style modifiers with labels and promises', () => {
    expect(styleModifiers).toHaveLength(10);
    for (const style of Object.values(styles)) expect(style.label.length * style.promise.length).toBeGreaterThan(0);
  });
});
