import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { BlindComparison } from '@/components/auto-train/blind-comparison';
import { LinkButton } from '@/components/ui/link-button';
import { LoamError } from '@/lib/core/errors';
import { page } from '@/lib/entry/page';
import { readComparison } from '@/lib/features/automation/server';

export const metadata: Metadata = { title: 'Blind comparison' };

export default async function ComparePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const ctx = await page('learner', `/autotrain/compare/${id}`);
  if (ctx.actor.kind !== 'user') return null;
  const view = await readComparison(ctx, { id }).catch((error: unknown) =>
    error instanceof LoamError && error.status < 500 ? notFound() : Promise.reject(error),
  );
  return (
    <div className="mx-auto max-w-5xl space-y-6">
      <h1 className="font-serif text-3xl sm:text-4xl">Which is better?</h1>
      <p className="max-w-2xl text-ink-soft">
        Of each pair one story is by your model and one by the model before it, told from one plan. Which is whose is said behind the last.
      </p>
      <BlindComparison userId={ctx.actor.userId} initial={view} />
      <LinkButton variant="secondary" href="/autotrain">
        Back to my story model
      </LinkButton>
    </div>
  );
}
