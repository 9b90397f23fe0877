import type { Metadata } from 'next';
import Link from 'next/link';
import { StatusBadge } from '@/components/learning/status-badge';
import { Badge } from '@/components/ui/badge';
import { Markdown } from '@/components/ui/markdown';
import { pageContext } from '@/lib/entry/page';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import { conceptStatuses } from '@/lib/features/learning/server';
import { trackNames } from '@/lib/vocabulary/tracks';

export const metadata: Metadata = { title: 'Curriculum' };

/** Everything there are lessons on, in an order in which one can learn it. */
export default async function CurriculumPage() {
  const ctx = await pageContext();
  const signedIn = ctx.actor.kind === 'user';
  const [{ concepts, byId }, statuses] = await Promise.all([loadCurriculum(), conceptStatuses(ctx)]);
  const statusOf = new Map(statuses.map(({ id, status }) => [id, status]));
  const known = statuses.filter(({ status }) => status === 'known').length;
  const tracks = [...new Set(concepts.map(({ track }) => track))];
  return (
    <div className="space-y-10">
      <header className="max-w-[60ch]">
        <h1 className="font-serif text-4xl">Curriculum</h1>
        <p className="mt-2 text-ink-soft">
          {concepts.length} lessons, each in an order in which it builds on the ones before. Tutorials are made from these, and every
          example in them is run.{signedIn ? ` You know ${known} of them.` : ' Reading them needs no account.'}
        </p>
      </header>
      {tracks.map((track) => (
        <section key={track} aria-labelledby={track}>
          <h2 id={track} className="mb-4 font-serif text-2xl">
            {trackNames[track]}
          </h2>
          <ol className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {concepts
              .filter((concept) => concept.track === track)
              .map((concept) => (
                <li key={concept.id} className="relative rounded-card border border-line bg-surface p-5 hover:border-leaf">
                  <h3 className="text-lg font-medium">
                    <Link href={`/curriculum/${concept.id}`} className="after:absolute after:inset-0">
                      {concept.title}
                    </Link>
                  </h3>
                  <Markdown inline text={concept.objectives[0]} className="mt-1 block text-sm text-ink-soft" />
                  <p className="mt-3 flex flex-wrap gap-2">
                    {signedIn && <StatusBadge status={statusOf.get(concept.id) ?? 'new'} />}
                    <Badge>{concept.level}</Badge>
                    <Badge>{concept.minutes} minutes</Badge>
                  </p>
                  {concept.prerequisites.length > 0 && (
                    <p className="mt-3 text-sm text-ink-soft">After {concept.prerequisites.map((id) => byId.get(id)?.title).join(', ')}</p>
                  )}
                </li>
              ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
