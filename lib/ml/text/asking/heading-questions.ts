import type { Rng } from '@/lib/core/rng';

const imperatives = new Set(
  (
    'add allow apply avoid bind build call change check choose clean clone combine commit compare compile compute configure connect convert copy ' +
    'create customize debug declare define delete deploy disable display download edit enable escape execute export extend extract fetch filter find fix ' +
    'format generate get handle hide implement import improve include increase initialize insert install invoke iterate join keep launch limit list load ' +
    'log loop make manage map match measure merge migrate minimize mock modify move name open optimize override parse pass perform pick prepare prevent ' +
    'print process profile protect provide publish push query read receive redirect reduce register remove rename render replace report reset resolve ' +
    'restore retrieve return revert reuse run save scale schedule search select send serve set share show simplify skip sort specify split start stop store ' +
    'submit swap switch test throw track train transform trigger try turn undo uninstall update upgrade upload use validate verify view visualize wait work wrap write'
  ).split(' '),
);

/** Headings that name a place on a page, not a subject. */
const empty = /^(more information|introduction|overview|summary|notes?|examples?|see also|parameters?|inputs?|outputs?|description|references?|syntax|return values?|conclusion|usage|resources?|exercises?|instructions?|discussion|abstract|copyright|related links?|what's new|next steps|prerequisites|about|intro|implementation|motivation|background|hints?|learn more|tldr|options|properties|methods|remarks|functions|general|other|example \d+.*)$/i; // prettier-ignore

/** Whether a heading says what its section is about. */
export function isTelling(heading: string): boolean {
  return heading.length >= 3 && heading.length <= 90 && !empty.test(heading.trim());
}

/**
 * Questions that a person might ask to whom a section answers, made from its heading: several ways of asking, of which the caller
 * takes some. `frequency` tells how often a word stands in the corpora, by which a gerund's verb is found.
 */
export function headingQuestions(heading: string, page: string, frequency: (word: string) => number, rng: Rng): string[] {
  const text = heading.trim().replace(/[:.]$/, '');
  if (/\?$/.test(text) || /^(how|what|why|when|where|which|who)\b/i.test(text)) return [text];
  const words = text.split(/\s+/);
  const [first, ...rest] = [words[0].toLowerCase(), ...words.slice(1)];
  const inPage =
    page !== '' && !text.toLowerCase().includes(page.toLowerCase()) && page.split(' ').length <= 4 && rng.next() < 0.4 ? ` in ${page}` : '';
  const verb = rest.length > 0 && imperatives.has(first) ? first : gerundVerb(first, frequency);
  if (verb && rest.length > 0) {
    const deed = `${[verb, ...rest].join(' ')}${inPage}`;
    return rng.shuffle([`how do I ${deed}`, `how to ${deed}`, `how can I ${deed}`, `I want to ${deed}`, `what is the way to ${deed}`]);
  }
  const subject = `${text}${inPage}`;
  const many = /[^s]s$/.test(first) && words.length === 1;
  return rng.shuffle([
    many ? `what are ${subject}` : `what is ${subject}`,
    `how ${many ? 'do' : 'does'} ${subject} work`,
    `explain ${subject}`,
    `what do I need to know about ${subject}`,
    `when do I need ${subject}`,
    `${page} ${text}`.trim(),
  ]);
}

/** "Running" → "run", "using" → "use": the candidate that is written most often; undefined for what is no gerund. */
export function gerundVerb(word: string, frequency: (word: string) => number): string | undefined {
  if (!/^[a-z]{2,}ing$/.test(word) || /^(string|thing|king|ring|nothing|something|everything|during|spring|sibling|ceiling)$/.test(word))
    return undefined;
  const stem = word.slice(0, -3);
  const undoubled = /([bdgklmnprtvz])\1$/.test(stem) ? [stem.slice(0, -1)] : [];
  const candidates = [stem, `${stem}e`, ...undoubled].filter((candidate) => candidate.length >= 2);
  const best = candidates.reduce((most, candidate) => (frequency(candidate) > frequency(most) ? candidate : most));
  return frequency(best) >= 5 ? best : undefined;
}
