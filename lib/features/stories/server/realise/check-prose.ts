import { countWords } from '../composer/sentences';
import { sentencesOf, type Fault, type Situation } from './situation';

/** Shares of the composer's length between which a beat may lie, with a little more room for short ones. */
const [shortest, longest, room] = [0.35, 1.7, 8];
/** So many words in a row that stand before already are a repetition. */
const repeatedRun = 9;

/** Whole sentences: begun with a capital, ended with a stop, quotes closed, nothing doubled, articles that agree. */
export function checkSentences(text: string, finished: boolean): Fault[] {
  const faults: Fault[] = [];
  const report = (detail: string, sentence?: number): void => void faults.push({ check: 'sentences', detail, sentence });
  const sentences = sentencesOf(text);
  if (sentences.length === 0) report('nothing was written');
  if (/[{}<>|@\uFFFD]|\[|\]/.test(text)) report('signs that belong in no story');
  sentences.forEach((sentence, index) => {
    const last = index === sentences.length - 1;
    if (!/^["'(]*[\p{Lu}\d]/u.test(sentence)) report('a sentence begins in lower case', index);
    if (!/[.!?:][")']*$|^(?:Yours|Your loving).*$/u.test(sentence) || (last && !finished)) report('a sentence does not end', index);
    if ((sentence.match(/"/g) ?? []).length % 2 === 1) report('speech is not closed', index);
    if (/(?<!\p{L})(?!(?:had|that|no|very|never|round|more|over|up|down|on|by|again|far|long) )(\p{L}+) \1(?!\p{L})/iu.test(sentence))
      report('a word stands twice', index);
    const articles = sentence.replace(/\b[aA] (?:one|once|eu|uni|use|usu)/g, '');
    if (/(?<!\p{L})[aA] [aeioAEIO]\p{L}|(?<!\p{L})[aA]n [^aeiouhAEIOUH\P{L}]/u.test(articles)) report('an article does not agree', index);
  });
  return faults;
}

/** Nothing that has been said before, in this beat or the story. */
export function checkRepetition(text: string, { before }: Situation): Fault[] {
  const told = new Set(sentencesOf(before).map(bare));
  const runs = runsOf(wordsOf(before));
  const faults: Fault[] = [];
  sentencesOf(text).forEach((sentence, index) => {
    const said = bare(sentence);
    const words = wordsOf(sentence);
    const again = words.length > 3 && told.has(said);
    const run = [...runsOf(words)].find((candidate) => runs.has(candidate));
    if (again || run) faults.push({ check: 'repetition', detail: `“${run ?? sentence}” was said before`, sentence: index });
    told.add(said);
    for (const found of runsOf(words)) runs.add(found);
  });
  return faults;
}

/** The most words that a beat may have for which the composer took so many. */
export function mostWords(usualWords: number): number {
  return usualWords * longest + room;
}

export function checkLength(text: string, { usualWords }: Situation): Fault[] {
  const count = countWords(text);
  if (count < usualWords * shortest - room / 2 || count < 3) return [{ check: 'length', detail: `${count} words are too few` }];
  if (count > mostWords(usualWords)) return [{ check: 'length', detail: `${count} words are too many` }];
  return [];
}

function bare(sentence: string): string {
  return wordsOf(sentence).join(' ');
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:'\p{L}+)?/gu) ?? [];
}

function runsOf(words: readonly string[]): Set<string> {
  const runs = new Set<string>();
  for (let i = 0; i + repeatedRun <= words.length; i++) runs.add(words.slice(i, i + repeatedRun).join(' '));
  return runs;
}
