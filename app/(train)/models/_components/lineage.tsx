import Link from 'next/link';
import type { ReactNode } from 'react';
import type { ModelView } from '@/lib/features/models';
import { ancestorsOf, childrenOf } from './group-models';
import { addressOfModel, idOfModel } from './model-address';

/** Where a model comes from and what came of it, as a line of descent. */
export function Lineage({ model, models }: { model: ModelView; models: readonly ModelView[] }) {
  const ancestors = ancestorsOf(model, models);
  const children = childrenOf(model, models);
  return (
    <ol className="flex flex-col gap-1 sm:flex-row sm:flex-wrap sm:items-center sm:gap-x-3">
      {ancestors.length === 0 && <Generation>{beginning(model)}</Generation>}
      {ancestors.map(({ id, isThere }, index) => (
        <Generation key={id} arrow={index > 0}>{isThere ? <ModelLink id={id} /> : <span className="text-ink-soft">{id}, deleted</span>}</Generation>
      ))}
      <Generation arrow>
        <b aria-current="true" className="font-mono text-sm">
          {idOfModel(model)}
        </b>
      </Generation>
      {children.length > 0 && (
        <Generation arrow>
          <ul className="flex flex-wrap gap-x-4">
            {children.map((id) => (
              <li key={id}>
                <ModelLink id={id} />
              </li>
            ))}
          </ul>
        </Generation>
      )}
    </ol>
  );
}

function beginning({ shipped, origin }: ModelView): ReactNode {
  if (shipped) return <span className="text-ink-soft">came with Loam</span>;
  return <span className="text-ink-soft">{origin ? `from ${origin}` : 'learned from the beginning'}</span>;
}

function Generation({ arrow = false, children }: { arrow?: boolean; children: ReactNode }) {
  return (
    <li className="flex min-h-9 items-center gap-3">
      {arrow && (
        <span aria-hidden className="text-ink-soft">
          →
        </span>
      )}
      {children}
    </li>
  );
}

function ModelLink({ id }: { id: string }) {
  return (
    <Link href={addressOfModel(id)} className="inline-flex min-h-9 items-center font-mono text-sm underline underline-offset-4">
      {id}
    </Link>
  );
}
