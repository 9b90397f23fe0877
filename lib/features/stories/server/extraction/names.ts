import type { Pronouns } from '../composer/beats';

/** A person that a text speaks of. */
export interface Person {
  readonly name: string;
  readonly pronouns: Pronouns;
  readonly mentions: number;
}

/** Words that stand with a capital inside sentences and are no first names. */
const notNames = new Set(
  (
    'I Mr Mrs Miss Ms Dr Sir Lady Lord Madam Madame Monsieur Captain Colonel Major General Inspector Sergeant Doctor Professor Father Mother Aunt ' +
    'Uncle King Queen Prince Princess Majesty God Heaven Christmas Easter English England French France German Germany American America Russian ' +
    'Spanish Spain Italian Italy Latin Greek Roman Rome London Paris York Earth Mars Venus Moon Sun Europe Africa India Indian Indians Egypt China ' +
    'Chinese Japanese Irish Scotch Ireland Scotland Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June ' +
    'July August September October November December North South East West Street Road Avenue Hall House Park River Bridge Bay Sea Ocean Island ' +
    'The And But Yes No Oh Ah Well Then Now What Why How Who Where When Good Dear My Come Go Here There This That These Those It He She They We You'
  ).split(' '),
);

/**
 * The people of a text, most mentioned first: words with a capital inside a sentence that never stand without one, three times
 * or more; pronouns by what follows their mentions within a sentence or two. "they" where neither she nor he prevails.
 */
export function findPeople(text: string, mentionsAtLeast = 3): Person[] {
  const inside = new Map<string, number>();
  for (const { 1: word } of text.matchAll(/(?<=\p{Ll},? |\p{Ll}; )(\p{Lu}\p{Ll}{2,13})(?!\p{L})/gu)) {
    if (!notNames.has(word)) inside.set(word, (inside.get(word) ?? 0) + 1);
  }
  const people: Person[] = [];
  for (const [name, within] of inside) {
    if (within < 2) continue;
    const places = [...text.matchAll(new RegExp(`(?<!\\p{L})${name}(?!\\p{L})`, 'gu'))].map(({ index }) => index);
    const asWord = text.match(new RegExp(`(?<!\\p{L})${name.toLowerCase()}(?!\\p{L})`, 'gu'))?.length ?? 0;
    if (places.length < mentionsAtLeast || asWord > 0) continue;
    // A place or a people's name is seldom the subject of a verb that people do.
    const acts = new RegExp(`(?<!\\p{L})${name} (?:said|was|had|looked|went|came|could|would|did|asked|thought|saw|took|cried|turned|felt|knew)(?!\\p{L})`, 'u');
    if (!acts.test(text)) continue;
    let [she, he] = [0, 0];
    for (const place of places) {
      const after = text.slice(place + name.length, place + name.length + 120);
      she += after.match(/(?<!\p{L})(?:she|her|herself)(?!\p{L})/giu)?.length ?? 0;
      he += after.match(/(?<!\p{L})(?:he|him|his|himself)(?!\p{L})/giu)?.length ?? 0;
    }
    people.push({ name, pronouns: she > he * 1.3 ? 'she' : he > she * 1.3 ? 'he' : 'they', mentions: places.length });
  }
  return people.sort((a, b) => b.mentions - a.mentions || (a.name < b.name ? -1 : 1));
}
