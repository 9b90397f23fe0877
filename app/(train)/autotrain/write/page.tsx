import type { Metadata } from 'next';
import { WritingDesk } from '@/components/auto-train/writing-desk';
import { page } from '@/lib/entry/page';
import { listOwnModels } from '@/lib/features/automation/server';
import { storyStyleChoices } from '@/lib/features/stories/server';

export const metadata: Metadata = { title: 'Write with my model' };

export default async function WritePage() {
  const ctx = await page('learner', '/autotrain/write');
  if (ctx.actor.kind !== 'user') return null;
  const { name, models } = await listOwnModels(ctx, {});
  const active = models.find(({ stage }) => stage === 'active');
  const choices = [
    ...(active ? [{ value: name, label: `Your own model, ${active.version}` }] : []),
    { value: 'writer', label: 'Loam’s own writer' },
    ...models.map(({ version, stage }) => ({ value: `${name}@${version}`, label: `${name} ${version} (${stage})` })),
  ];
  return (
    <div className="mx-auto max-w-3xl space-y-8">
      <h1 className="font-serif text-3xl sm:text-4xl">Write</h1>
      <WritingDesk userId={ctx.actor.userId} styles={storyStyleChoices()} models={choices} />
    </div>
  );
}
