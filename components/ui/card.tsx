import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names';

/** A sheet that holds one thing. */
export function Card({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={classNames('rounded-card border border-line bg-surface p-5 sm:p-6', className)} {...rest} />;
}

/** Title of a card, with room for actions at its end. `level` keeps the headings of the page in order. */
export function CardHeader({
  title,
  description,
  actions,
  level: Heading = 'h2',
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  level?: 'h2' | 'h3' | 'h4';
}) {
  return (
    <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
      <div className="min-w-0">
        <Heading className="font-serif text-xl">{title}</Heading>
        {description && <p className="mt-1 text-sm text-ink-soft">{description}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
