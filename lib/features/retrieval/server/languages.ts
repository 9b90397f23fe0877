import type { ConceptLanguage } from '@/lib/features/curriculum';

/** Words by which people name what they program in, and the languages whose lessons then fit. */
const mentions: readonly (readonly [RegExp, readonly ConceptLanguage[]])[] = [
  [/\b(python|py|pandas|numpy|django|flask)\b/i, ['python']],
  [/\b(javascript|js|node|nodejs|react)\b/i, ['javascript', 'typescript']],
  [/\b(typescript|ts)\b/i, ['typescript', 'javascript']],
  [/\b(sql|databases?|postgres(ql)?|sqlite|mysql)\b/i, ['sql']],
  [/\bgit(hub|lab)?\b/i, ['git']],
];

/** The languages that a topic names; none where it names none. */
export function namedLanguages(topic: string): ReadonlySet<ConceptLanguage> {
  return new Set(mentions.flatMap(([pattern, languages]) => (pattern.test(topic) ? languages : [])));
}

/** Names that mean nothing else; and Python where it is no snake. */
const unmistakable =
  /\b(javascript|typescript|nodejs|sql|databases?|postgres(ql)?|sqlite|mysql|git|pandas|numpy|django|flask)\b|\b(in|with|using|for|my) (python|js|ts)\b|\bpython('s)? (app|class|code|comprehension|decorator|dict|error|exception|file|function|game|generator|list|loop|mistake|module|object|package|program|programming|project|script|string|test|type)(e?s|ies)?\b/i; // prettier-ignore

/** Whether a topic names a language or tool so that it can only be about programming. */
export function isAboutProgramming(topic: string): boolean {
  return unmistakable.test(topic);
}
