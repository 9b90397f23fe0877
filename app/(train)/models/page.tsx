import type { Metadata } from 'next';
import Link from 'next/link';
import { bytesText, numberText } from '@/components/runs/run-words';
import { Alert } from '@/components/ui/alert';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { page } from '@/lib/entry/page';
import { listRoles } from '@/lib/features/engines/server';
import { listModels } from '@/lib/features/models/server';
import { groupModels, type ModelGroup } from './_components/group-models';
import { ImportModel } from './_components/import-model';
import { addressOfModel, idOfModel } from './_components/model-address';
import { roleOfModel } from './_components/roles';
import { VersionTable } from './_components/version-table';
import { WhoAnswers } from './_components/who-answers';

export const metadata: Metadata = { title: 'Models' };

/** Every model of this installation with its versions: which is in use, how each answers, and what they take on the disk. */
export default async function ModelsPage() {
  const ctx = await page('trainer', '/models');
  const { models } = await listModels(ctx);
  const { roles } = await listRoles(ctx);
  const groups = groupModels(models);
  const bytes = groups.reduce((sum, group) => sum + group.bytes, 0);
  const faults = models.filter(({ fault }) => fault !== null);
  return (
    <div className="space-y-6">
      <header className="flex flex-wrap items-end justify-between gap-4">
        <div className="max-w-[60ch]">
          <h1 className="font-serif text-4xl">Models</h1>
          <p className="mt-2 text-ink-soft">
            Those that came with Loam, those pulled and those trained here. Together they take {bytesText(bytes)}.
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <ImportModel />
          <LinkButton variant="secondary" href="/models/pull">
            Pull a model
          </LinkButton>
          <LinkButton href="/runs/new">Train a model</LinkButton>
        </div>
      </header>
      {faults.map((model) => (
        <Alert key={idOfModel(model)} tone="danger" title={`${model.name} ${model.version} does not answer`}>
          {model.fault}
        </Alert>
      ))}
      <WhoAnswers roles={roles} />
      {groups.length === 0 ? (
        <EmptyState level="h2" title="There is no model yet" description="Train one from a text, or take one in that somebody gave you." />
      ) : (
        groups.map((group) => <Group key={group.name} group={group} />)
      )}
    </div>
  );
}

function Group({ group: { name, first, versions, bytes } }: { group: ModelGroup }) {
  const answers = versions.reduce((sum, { live }) => sum + live.answers, 0);
  return (
    <section className="space-y-3 border-t pt-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <div className="min-w-0">
          <h2 className="font-serif text-2xl">
            <Link href={addressOfModel(idOfModel(first))} className="inline-flex min-h-11 items-center break-all underline underline-offset-4">
              {name}
            </Link>
          </h2>
          <p className="text-ink-soft">{roleOfModel[first.kind]}</p>
        </div>
        <p className="text-sm text-ink-soft tabular-nums">
          {versions.length === 1 ? 'one version' : `${versions.length} versions`}, {bytesText(bytes)}
          {answers > 0 && `, ${numberText(answers)} ${answers === 1 ? 'answer' : 'answers'}`}
        </p>
      </div>
      <VersionTable name={name} versions={versions} />
    </section>
  );
}
