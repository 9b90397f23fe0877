import type { Story } from '@/lib/features/stories/schemas';

/** Who told a story, sentence by sentence: the writer, the writer mended by code, the composer; and what code put in. */
export function StoryAuthors({ story }: { story: Pick<Story, 'sentences' | 'writer' | 'fallback' | 'mended' | 'note'> }) {
  const { writer, fallback, mended, note, sentences } = story;
  if (!writer)
    return (
      <p className="text-sm text-ink-soft">{['Told by the composer, from sentences that people wrote.', note].filter(Boolean).join(' ')}</p>
    );
  const own = fallback.of - fallback.sentences - mended.sentences;
  const replaced = replacements(sentences);
  return (
    <div className="space-y-3 text-sm text-ink-soft">
      <p>
        Told by the model {writer.name} {writer.version}. {own === fallback.of && 'Every sentence is its own.'}
        {own < fallback.of && `Of ${fallback.of} sentences ${own} ${own === 1 ? 'is' : 'are'} its own as they stand.`}
        {mended.sentences > 0 && ` In ${mended.sentences} of its sentences code put the plan’s names and things, which are underlined.`}
        {fallback.sentences > 0 &&
          ` ${fallback.sentences} ${fallback.sentences === 1 ? 'is the composer’s' : 'are the composer’s'}, and marked.`}
        {note && ` ${note}`}
      </p>
      {replaced.length > 0 && (
        <details className="rounded-card border border-line bg-surface px-4 py-3">
          <summary className="text-base font-medium text-ink">What code put in</summary>
          <ul className="mt-3 space-y-1">
            {replaced.map(({ words, insteadOf, times }) => (
              <li key={`${words} ${insteadOf}`}>
                “{words}” instead of the writer’s “{insteadOf}”{times > 1 && `, ${times} times`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function replacements(sentences: Story['sentences']): { words: string; insteadOf: string; times: number }[] {
  const counted = new Map<string, { words: string; insteadOf: string; times: number }>();
  for (const { words, insteadOf } of sentences.flatMap(({ putIn }) => putIn)) {
    const key = JSON.stringify([words, insteadOf]);
    counted.set(key, { words, insteadOf, times: (counted.get(key)?.times ?? 0) + 1 });
  }
  return [...counted.values()];
}
