import type { Rng } from '@/lib/core/rng';
import type { GenreContent, StoryContent } from '@/lib/features/stories/server/composer/content';
import type { NounPhrase } from '@/lib/features/stories/server/composer/noun-phrase';
import { findPeople } from '@/lib/features/stories/server/extraction/names';
import type { Fiction } from '../fiction';
import { inventName } from './rows';

const [entries, invented] = [600, 6000];

/**
 * Story content whose lists are too long to be known by heart: names out of the fiction and invented ones, and roles, objects, places, foes
 * and clues made of the modifier of one entry and the noun of another. Who writes from such plans has to read them. Held-out names never occur.
 */
export function widenContent(content: StoryContent, names: readonly string[], rng: Rng): StoryContent {
  const of = <T>(list: (genre: GenreContent) => readonly T[]): T[] => content.written.flatMap((genre) => [...list(content.genres[genre])]);
  const roles = recombine(of(({ roles }) => roles), rng);
  const objects = nounPhrases(of(({ objects }) => objects), rng);
  const clues = nounPhrases(of(({ clues }) => clues), rng);
  const foes = (['she', 'he', 'it'] as const).flatMap((pronouns) =>
    nounPhrases(of((genre) => genre.foes.filter((foe) => foe.pronouns === pronouns)), rng).map((foe) => ({ ...foe, pronouns })),
  );
  const places = of(({ places }) => places);
  const placesOf = (preposition: string) =>
    nounPhrases(places.filter((place) => place.preposition === preposition && place.article !== 'none'), rng).map((place) => ({ ...place, preposition }));
  const widePlaces = [...new Set(places.map(({ preposition }) => preposition))].flatMap(placesOf);
  const widened = { ...content.genres };
  for (const genre of content.written) widened[genre] = { ...content.genres[genre], roles, objects, clues, foes: rng.shuffle(foes), places: widePlaces };
  return { ...content, genres: widened, names: { ...content.names, training: { she: names, he: names, they: names } } };
}

/** Names of people in the fiction's training part and as many invented, none of them held out. */
export function wideNames(records: readonly Fiction[], heldOut: StoryContent['names']['heldOut'], rng: Rng): string[] {
  const never = new Set(Object.values(heldOut).flat());
  const found = new Set(records.filter(({ part }) => part === 'train').flatMap(({ text }) => findPeople(text).map(({ name }) => name)));
  const made = Array.from({ length: invented }, () => inventName(rng));
  return [...new Set([...found, ...made])].filter((name) => !never.has(name));
}

function nounPhrases(phrases: readonly NounPhrase[], rng: Rng): NounPhrase[] {
  return (['a', 'the'] as const).flatMap((article) => {
    const nouns = phrases.filter((phrase) => phrase.article === article).map(({ noun }) => noun);
    return recombine(nouns, rng).map((noun) => ({ noun, article }));
  });
}

/** The entries themselves and pairs of a first word of one and the last word of another; for entries of two words. */
function recombine(list: readonly string[], rng: Rng): string[] {
  const pairs = list.map((entry) => entry.split(' ')).filter((words) => words.length === 2 && words.every((word) => /^\p{Ll}[\p{Ll}-]+$/u.test(word)));
  if (pairs.length < 3) return [...list];
  return [...new Set([...list, ...Array.from({ length: entries }, () => `${rng.pick(pairs)[0]} ${rng.pick(pairs)[1]}`)])];
}
