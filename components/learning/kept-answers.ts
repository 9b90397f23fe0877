import type { AnswerInput } from '@/lib/features/learning/schemas';
import { keepInTab, readFromTab } from './session-store';

const key = 'loam.answers';
/** Nobody answers more before signing in; a script might. */
const most = 50;

/** The answers that a visitor gave before signing in, one for each question, as far as they can be read. */
export function keptAnswers(text: string | null = readFromTab(key)): AnswerInput[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(kept)
      ? (kept as AnswerInput[]).filter(({ questionId, conceptId, answer }) => questionId && conceptId && answer)
      : [];
  } catch {
    return [];
  }
}

/** Keeps a visitor's first answer to a question until they have signed in: later ones saw the reason. */
export function keepAnswer(answer: AnswerInput): void {
  const kept = keptAnswers();
  if (kept.length >= most || kept.some(({ questionId }) => questionId === answer.questionId)) return;
  keepInTab(key, JSON.stringify([...kept, answer]));
}

export function forgetAnswers(): void {
  keepInTab(key, null);
}
