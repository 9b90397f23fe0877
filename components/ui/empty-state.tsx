import type { ReactNode } from 'react';
import { Sprout } from './sprout';

/** What stands where nothing is yet: what would be here, and how to make it so. */
export function EmptyState({
  title,
  description,
  action,
  level: Heading = 'h1',
}: {
  title: ReactNode;
  description: ReactNode;
  action?: ReactNode;
  level?: 'h1' | 'h2' | 'h3';
}) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 py-8 text-center">
      <Sprout className="h-20 w-28" />
      <Heading className="font-serif text-2xl">{title}</Heading>
      <p className="text-ink-soft">{description}</p>
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
