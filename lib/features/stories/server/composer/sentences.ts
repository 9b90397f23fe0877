/** Splits prose into sentences; a sentence never ends inside speech, nor before a speech tag ("Why?" she asked). */
export function splitSentences(prose: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  let quoted = false;
  for (let i = 0; i < prose.length; i++) {
    if (prose[i] === '"') quoted = !quoted;
    if (!/[.!?"]/.test(prose[i]) || quoted) continue;
    if (prose[i] === '"' && !/[.!?]/.test(prose[i - 1] ?? '')) continue;
    if (!/^\s+["\p{Lu}]/u.test(prose.slice(i + 1, i + 4))) continue;
    sentences.push(prose.slice(start, i + 1).trim());
    start = i + 1;
  }
  const rest = prose.slice(start).trim();
  return rest ? [...sentences, rest] : sentences;
}

export function countWords(prose: string): number {
  return prose.match(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}
