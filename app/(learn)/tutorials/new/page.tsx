import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { toLoamError } from '@/lib/core/errors';
import { page } from '@/lib/entry/page';
import { wishSchema } from '@/lib/features/tutorials';
import { listTemplates, proposeOutline } from '@/lib/features/tutorials/server';
import { OutlineEditor } from './_components/outline-editor';

export const metadata: Metadata = { title: 'Plan a tutorial' };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The plan of a tutorial, to be changed before it is made. */
export default async function PlanPage({ searchParams }: Props) {
  const asked = await searchParams;
  const query = new URLSearchParams(Object.entries(asked).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
  const ctx = await page('learner', `/tutorials/new?${query.toString()}`);
  const wish = wishSchema.omit({ documents: true }).safeParse(Object.fromEntries(query));
  if (!wish.success) redirect('/');
  const { templates } = await listTemplates();
  // The seed stands in the address, so that looking again shows the same plan.
  const seed = wish.data.seed ?? 1;
  const outline = await proposeOutline(ctx, { ...wish.data, seed, documents: true }).catch((error: unknown) => toLoamError(error));
  if ('found' in outline) {
    return (
      <OutlineEditor
        key={`${outline.topic} ${outline.template} ${outline.level} ${outline.minutes}`}
        outline={outline}
        templates={templates}
      />
    );
  }
  if (outline.code !== 'no_material') throw outline;
  const nearest = (outline.extra?.nearest as { title: string }[] | undefined) ?? [];
  return (
    <div className="mx-auto max-w-2xl space-y-6">
      <EmptyState
        title={`Nothing here about “${wish.data.topic}” yet`}
        description="Tutorials are made from material that was checked, so none is made up where there is none. These topics come nearest; a document of your own brings more."
        action={
          <>
            {nearest.map(({ title }) => (
              <LinkButton
                key={title}
                variant="secondary"
                size="small"
                className="min-h-10"
                href={`/tutorials/new?${new URLSearchParams({ ...Object.fromEntries(query), topic: title }).toString()}`}
              >
                {title}
              </LinkButton>
            ))}
            <LinkButton href="/documents">My documents</LinkButton>
          </>
        }
      />
    </div>
  );
}
