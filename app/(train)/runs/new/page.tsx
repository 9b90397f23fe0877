import type { Metadata } from 'next';
import Link from 'next/link';
import { Alert } from '@/components/ui/alert';
import { toLoamError } from '@/lib/core/errors';
import { page } from '@/lib/entry/page';
import { listModels } from '@/lib/features/models/server';
import { runIdInput } from '@/lib/features/runs';
import { listKinds, readRun } from '@/lib/features/runs/server';
import { RunForm } from '../_components/run-form';

export const metadata: Metadata = { title: 'Train a model' };

/** What to train, from what, and how: afresh, or like another training with changes. */
export default async function NewRunPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const ctx = await page('trainer', '/runs/new');
  const { clone, kind, parent } = await searchParams;
  const { kinds } = await listKinds(ctx);
  const { models } = await listModels(ctx);
  const wanted = runIdInput.safeParse({ id: clone });
  const like = wanted.success
    ? await readRun(ctx, wanted.data).catch((error: unknown) => {
        if (toLoamError(error).code === 'not_found') return undefined;
        throw error;
      })
    : undefined;
  // A JSON Schema from zod carries functions beside its data, which cannot go to the browser.
  const plainKinds = structuredClone(kinds);
  return (
    <div className="mx-auto max-w-3xl space-y-6">
      <header>
        <Link href="/runs" className="inline-flex min-h-11 items-center text-sm underline underline-offset-4">
          All trainings
        </Link>
        <h1 className="font-serif text-4xl">{like ? 'Train again, with changes' : 'Train a model'}</h1>
        <p className="mt-2 text-ink-soft">
          It learns on this machine, and nothing leaves it. A part of what you give is held out: on it the new model has to beat the one in
          use before it takes its place.
        </p>
      </header>
      {clone && !like && <Alert tone="warning">The training that you wanted to repeat is gone. Here is an empty form instead.</Alert>}
      <RunForm kinds={plainKinds} models={models} like={like} wantedKind={kind} wantedParent={parent} />
    </div>
  );
}
