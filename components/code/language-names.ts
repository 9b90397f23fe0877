import type { RunnerLanguage } from '@/lib/vocabulary/runners';

export const languageNames: Record<RunnerLanguage, string> = {
  python: 'Python',
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  sql: 'SQL',
};
