import { loadStoryContent, type StoryContent } from '../composer/content';
import { loadStyles } from '../composer/styles';
import { markupToken } from '../composer/markup';
import { verbOf } from '../composer/prompt-words';
import { inflect } from '../composer/verbs';
import { anyPhrase } from './phrases';

/** What the content of the stories says about words: which are names, which are ordinary, which things have fixed names. */
export interface StoryWords {
  /** First names that stories are told of, met in training or not. */
  readonly names: ReadonlySet<string>;
  /** Words that the content writes in lower case, in lower case. */
  readonly ordinary: ReadonlySet<string>;
  /** Words that its sentences write with a capital in mid-sentence: months, titles, companies. */
  readonly proper: ReadonlySet<string>;
  /** Objects, foes, clues and places, in lower case, that the content's sentences do not speak of by themselves. */
  readonly fixedPhrases: RegExp;
  /** What each of them is. */
  readonly kinds: ReadonlyMap<string, 'object' | 'foe' | 'clue' | 'place'>;
  /** Trades and relations. */
  readonly people: RegExp;
  /** Past and present forms of the content's verbs, as they follow a name. */
  readonly finite: ReadonlySet<string>;
}

const closedClass =
  'i a an the and but or so yet for nor if as at by in on of to up out off over under with without from into onto about after before behind beside between beyond ' +
  'through until while when where who whom whose which what why how that this these those there here then than not no never nothing nobody none some somebody ' +
  'someone something any anyone anything every everyone everything each all both half many much more most few little less least once twice again still even ' +
  'only just perhaps maybe soon later now today tomorrow yesterday suddenly slowly quietly at last he she it they we you his her its their our your my me him ' +
  'them us himself herself itself themselves was were is are be been had has have did does do will would can could shall should may might must one two three ' +
  'four five six seven eight nine ten first second third last next another other such too very well yes oh ah please let across along around inside outside ' +
  'above below near against during since because though although whether upon toward towards instead finally always sometimes often far long somewhere';
const calendar =
  'Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December ' +
  'Christmas Easter Mr Mrs Miss Dr Sir Madam Lord Lady Captain God';

const known = new WeakMap<StoryContent, StoryWords>();

/** Gathers the words of a content, once. */
export function storyWords(content: StoryContent = loadStoryContent()): StoryWords {
  let words = known.get(content);
  if (!words) known.set(content, (words = gather(content)));
  return words;
}

function gather(content: StoryContent): StoryWords {
  const genres = content.written.map((genre) => content.genres[genre]);
  const styles = Object.values(loadStyles());
  const templates = [
    ...genres.flatMap(({ variants }) => Object.values(variants).flatMap((list) => list.map(({ template }) => template))),
    ...genres.flatMap(({ wants }) => wants.flatMap(({ to, why, done }) => [to, why, done])),
    ...genres.flatMap(({ threads, sharedThreads }) =>
      [...threads, ...sharedThreads].flatMap(({ plants, payoffs }) => [...plants, ...payoffs]),
    ),
    ...genres.flatMap(({ weathers }) => weathers.map(({ clause }) => clause)),
    ...styles.flatMap(({ additions, open, close }) => [...Object.values(additions).flat(), ...open, ...close]),
  ];
  const sentences = templates.map((template) => template.replace(/\{[^}]*\}/g, ' ').replace(/[<>|]/g, ', '));
  const verbs = templates.flatMap((template) => [...template.matchAll(markupToken)].flatMap(([, , verb]) => (verb ? [verb] : [])));
  const kinds = new Map(
    genres.flatMap(({ objects, foes, clues, places }) => [
      ...places.map(({ noun }) => [noun.toLowerCase(), 'place'] as const),
      ...clues.map(({ noun }) => [noun.toLowerCase(), 'clue'] as const),
      ...foes.map(({ noun }) => [noun.toLowerCase(), 'foe'] as const),
      ...objects.map(({ noun }) => [noun.toLowerCase(), 'object'] as const),
    ]),
  );
  const phrases = genres.flatMap(({ objects, foes, clues, places }) => [...objects, ...foes, ...clues, ...places].map(({ noun }) => noun));
  const roles = genres.flatMap((genre) => genre.roles);
  const lists = [content.names.training, content.names.heldOut].flatMap(({ she, he, they }) => [...she, ...he, ...they]);
  const prose = [...sentences, ...phrases, ...roles, ...genres.flatMap(({ traits, times }) => [...traits, ...times])].join(' ');
  const text = sentences.join(' . ').toLowerCase();
  const fixed = new Set(phrases.filter((noun) => noun.length > 3).map((noun) => noun.toLowerCase()));
  return {
    names: new Set(lists),
    ordinary: new Set([
      ...closedClass.split(' '),
      ...sentences.flatMap(openings),
      ...(prose.match(/(?<![\p{L}'])\p{Ll}+(?:['-]\p{L}+)*/gu) ?? []),
    ]),
    proper: new Set([...calendar.split(' '), ...sentences.flatMap((line) => line.match(/(?<=[\p{L},;'] )\p{Lu}\p{L}+/gu) ?? [])]),
    fixedPhrases: anyPhrase([...fixed].filter((phrase) => !text.includes(phrase))),
    kinds,
    finite: new Set(verbs.flatMap((verb) => [inflect(verb, 'past', 'third'), inflect(verb, 'present', 'third')])),
    people: anyPhrase([...roles, ...Object.values(content.kin).flat()]),
  };
}

/** The words that the sentences of a template begin with, in lower case. */
function openings(template: string): string[] {
  return (template.match(/(?<=^[\s("']*|[.!?:]["')]* ["(]*)\p{Lu}\p{L}*/gu) ?? []).map((word) => word.toLowerCase());
}

/** Whether a word is one that sentences may begin with, rather than a name. */
export function isOrdinary(word: string, { ordinary }: StoryWords): boolean {
  const lower = word.toLowerCase();
  if (ordinary.has(lower) || verbOf(lower) !== undefined) return true;
  return [lower.replace(/(?:ly|s|es|ed|d|ing|'s|n't|'ll|'d|'re|'ve|'m)$/, ''), lower.replace(/ing$/, 'e'), lower.replace(/ily$/, 'y')].some(
    (stem) => ordinary.has(stem),
  );
}
