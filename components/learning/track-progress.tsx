import Link from 'next/link';
import type { ConceptProgress, ConceptStatus } from '@/lib/features/learning/schemas';
import { StatusBadge, statusWords } from './status-badge';

const layers: Record<ConceptStatus, string> = { known: 'bg-leaf', learning: 'bg-sky', ready: 'bg-clay-wash', new: 'bg-sunken' };
const shown = ['known', 'learning'] as const;

/** One shelf of the curriculum: how much of it is known, and every concept with its state. */
export function TrackProgress({ name, concepts, open }: { name: string; concepts: readonly ConceptProgress[]; open: boolean }) {
  const count = (status: ConceptStatus) => concepts.filter((concept) => concept.status === status).length;
  return (
    <details open={open} className="rounded-card border bg-surface">
      <summary className="min-h-12 cursor-pointer px-4 py-3">
        <span className="font-medium">{name}</span>{' '}
        <span className="text-sm text-ink-soft tabular-nums">
          {count('known')} of {concepts.length} known{count('learning') > 0 && `, ${count('learning')} under way`}
        </span>
        <span aria-hidden className="mt-2 flex h-2 overflow-hidden rounded-full border border-line-strong bg-sunken">
          {shown.map((status) => (
            <span key={status} className={layers[status]} style={{ width: `${(count(status) / concepts.length) * 100}%` }} />
          ))}
        </span>
      </summary>
      <ul aria-label={`Concepts of ${name}`} className="grid gap-x-8 border-t px-4 py-2 md:grid-cols-2">
        {concepts.map(({ id, title, status, source }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b py-2">
            <Link href={`/curriculum/${id}`} className="min-w-0 underline decoration-line-strong underline-offset-4 hover:decoration-leaf">
              {title}
            </Link>
            <span className="flex items-center gap-2">
              {source === 'shown' && <span className="text-xs text-ink-soft">exercise solved</span>}
              <StatusBadge status={status} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** What the marks mean, for who has not met them. */
export function StatusLegend() {
  return <p className="text-sm text-ink-soft">“{statusWords.ready}” means that you know everything it builds on.</p>;
}
