import { classNames } from '@/components/ui/class-names';
import type { StoryScore } from '@/lib/features/stories';

type Part = StoryScore['parts'][number];

/** A story's score, opened: what each fault takes from the ten points, and what speaks for it. */
export function StoryScoreView({ score }: { score: StoryScore }) {
  const { parts, notes, model, writer, words } = score;
  const shown = [...parts].sort((a, b) => a.points - b.points);
  return (
    <section aria-live="polite" aria-label="Score" className="space-y-3">
      <p>
        <span className="font-serif text-4xl tabular-nums">{score.score.toFixed(1)}</span> <span className="text-ink-soft">of 10</span>
      </p>
      {notes.map((note) => (
        <p key={note} className="text-sm text-ink-soft">
          {note}
        </p>
      ))}
      <ul className="space-y-2">
        {shown.map((part) => (
          <li key={part.fault}>
            <PartView part={part} />
          </li>
        ))}
      </ul>
      <p className="text-sm text-ink-soft">
        Ten less these points make the score. It says how far the {words} words are from what people print, not how good the story is. By{' '}
        {model.name} {model.version} with {writer.name} {writer.version}.
      </p>
    </section>
  );
}

function PartView({ part: { label, points, signs } }: { part: Part }) {
  const heavy = points <= -0.5;
  return (
    <details className="rounded-card border px-4">
      <summary className="flex min-h-11 cursor-pointer flex-wrap items-center justify-between gap-x-4 py-2">
        <span className={classNames(heavy && 'font-semibold')}>{label}</span>
        <span className={classNames('tabular-nums', heavy && 'font-semibold text-danger')}>
          {points > -0.05 ? '0.0' : `−${(-points).toFixed(1)}`}
        </span>
      </summary>
      {signs.length === 0 ? (
        <p className="pb-3 text-sm text-ink-soft">Nothing speaks for it.</p>
      ) : (
        <ul className="space-y-1 pb-3 text-sm text-ink-soft">
          {signs.map(({ feature, label: name, value, usual }) => (
            <li key={feature}>
              {name}: {amount(value)}; human passages mostly {amount(usual[0])} to {amount(usual[1])}
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

function amount(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
