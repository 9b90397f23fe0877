import { verdictInWords, type ModelComparison } from '@/lib/features/models';
import { wordsOf } from './run-words';

/** What a comparison said, as a sentence for people. */
export function verdictLine(version: string, comparison: ModelComparison): string {
  const line = verdictInWords(version, { ...comparison, score: wordsOf(comparison.score) });
  return `${line.charAt(0).toUpperCase()}${line.slice(1).replace(/\.$/, '')}.`;
}
