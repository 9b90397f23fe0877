import Link from 'next/link';
import type { ReactNode } from 'react';
import { bytesText } from '@/components/runs/run-words';
import { Alert } from '@/components/ui/alert';
import type { PullPlanView } from '@/lib/features/hub';
import { addressOfModel, idOfModel } from './model-address';
import { roleOfModel } from './roles';

/** What a pull would bring, before anything large has come: licence, size, memory, files. */
export function PullPlan({ plan, children }: { plan: PullPlanView; children: ReactNode }) {
  const { id, from, revision, name, version, kind, licence, bytes, memoryBytes, memoryLimitBytes, files, installed } = plan;
  const isTooLarge = memoryBytes > memoryLimitBytes;
  return (
    <section aria-label={`What ${id} would bring`} className="space-y-4 border-t pt-5" aria-live="polite">
      <h2 className="font-serif text-xl break-all">{id}</h2>
      <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
        <Fact name="What it does">{roleOfModel[kind]}</Fact>
        <Fact name="Licence">{licence ?? 'none stated: ask its authors before you use it'}</Fact>
        <Fact name="From">
          {from}, {revision.slice(0, 12)}
        </Fact>
        <Fact name="Size">{bytesText(bytes)}</Fact>
        <Fact name="Memory while it serves, about">
          {bytesText(memoryBytes)} of {bytesText(memoryLimitBytes)} for all models
        </Fact>
        <Fact name="Its name here">
          {name} {version.slice(0, 12)}
        </Fact>
      </dl>
      {isTooLarge && <Alert tone="warning">It needs more memory than all models together may take on this machine. It can be pulled, but will hardly answer.</Alert>}
      {installed && (
        <Alert tone="success">
          It is here already:{' '}
          <Link href={addressOfModel(idOfModel({ name, version }))} className="underline underline-offset-4">
            {name}
          </Link>
          .
        </Alert>
      )}
      <details>
        <summary className="inline-flex min-h-9 cursor-pointer items-center text-sm font-medium text-leaf-deep underline underline-offset-4">
          {files.length} files
        </summary>
        <ul className="mt-2 space-y-1 text-sm">
          {files.map((file) => (
            <li key={file.name} className="flex flex-wrap justify-between gap-x-4">
              <span className="font-mono text-xs break-all">{file.name}</span>
              <span className="text-ink-soft tabular-nums">{bytesText(file.bytes)}</span>
            </li>
          ))}
        </ul>
      </details>
      {children}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-ink-soft">{name}</dt>
      <dd className="font-medium break-words">{children}</dd>
    </div>
  );
}
