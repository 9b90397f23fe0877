export interface Sentence {
  readonly text: string;
  /** UTF-16 offsets in the whole text: text.slice(start, end) is the sentence. */
  readonly start: number;
  readonly end: number;
}

/** Never the end of a sentence: what they announce follows. */
const leading = new Set(
  (
    'mr mrs ms mx dr prof st sr jr rev hon gen col maj capt lt sgt cpl fr mme mlle messrs pres gov sen rep ' +
    'cf viz approx ca resp esp incl e.g i.e eg ie vs v al trans'
  ).split(' '),
);
/** Not the end before a number; some are ordinary words, too. */
const numbered = new Set('no nos nr p pp fig figs eq eqs sec ch chap art vol vols ed eds'.split(' '));
/** The end of a sentence only where the next word is one that opens sentences. */
const trailing = new Set(
  'etc inc ltd co corp dept univ a.m p.m u.s u.k u.n e.u ph.d m.d b.a m.a b.c a.d jan feb mar apr jun jul aug sep sept oct nov dec'.split(
    ' ',
  ),
);
const openers = new Set(
  (
    'the a an this that these those it its he she they we you i his her their our my your there here then when while where what which who ' +
    'why how if but and so or yet as at by in on for from with after before because although though however moreover thus hence also no not'
  ).split(' '),
);

/** A run of terminators with the quotes and brackets that close behind it; a blank line; a terminator of Chinese or Japanese. */
const boundary =
  /(?<![.!?\u2026\u061f\u0964])[.!?\u2026\u061f\u0964]+["'\u201d\u2019\u00bb)\]]*(?=\s|$)|\n[^\S\n]*\n|[\u3002\uff01\uff1f]+["'\u201d\u2019\u300d\u300f\uff09]*/gu;

/**
 * The sentences of running text. Abbreviations, initials, decimal numbers, list numbers and quoted questions that go on
 * ("Why?" he asked) do not end one; a blank line always does. Between the sentences there is only white space.
 */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  const close = (end: number): void => {
    const raw = text.slice(start, end);
    const from = start + raw.length - raw.trimStart().length;
    const to = start + raw.trimEnd().length;
    if (to > from) sentences.push({ text: text.slice(from, to), start: from, end: to });
    start = end;
  };
  for (const { 0: mark, index } of text.matchAll(boundary)) {
    const end = index + mark.length;
    if (mark[0] === '\n' || endsSentence(text, start, index, mark, end)) close(end);
  }
  close(text.length);
  return sentences;
}

function endsSentence(text: string, start: number, index: number, mark: string, end: number): boolean {
  if ('\u3002\uff01\uff1f'.includes(mark[0])) return true;
  const [, gap, next] = /^(\s*)(\S{0,40})/u.exec(text.slice(end, end + 200)) ?? ['', '', ''];
  if (next === '') return true;
  const nextWord = next.replace(/^["'\u201c\u2018\u00ab([*_`]+/u, '');
  if (/^\p{Ll}/u.test(nextWord)) return false;
  if (!/^\.["'\u201d\u2019\u00bb)\]]*$/u.test(mark)) return true;
  if (mark.length > 1) return true;

  const from = Math.max(start, index - 40);
  const window = text.slice(from, index);
  const item = /(^|\n)\s*(?:\d{1,3}|[a-zA-Z])$/u.exec(window);
  if (item && (item[1] === '\n' || from === start)) return false;
  const before = /[^\s"'\u201c\u2018\u00ab([]*$/u.exec(window)?.[0] ?? '';
  const word = before.toLowerCase();
  const opensSentence = openers.has(/^[\p{L}']+/u.exec(nextWord)?.[0].toLowerCase() ?? '');
  if (leading.has(word)) return false;
  if (numbered.has(word)) return !/^\d/u.test(nextWord);
  if (trailing.has(word)) return opensSentence || gap.includes('\n\n');
  if (before === 'I' || /^(\p{L}\.)+\p{L}$/u.test(before)) return opensSentence;
  return !/^\p{Lu}$/u.test(before);
}
