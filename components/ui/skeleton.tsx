import { classNames } from './class-names';

/** Holds the place of something that is being fetched. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={classNames('animate-pulse rounded-control bg-line/60', className)} />;
}

/** A page that is being fetched: for a route's loading.tsx. */
export function PageSkeleton({ label = 'Loading' }: { label?: string }) {
  return (
    <div role="status" aria-label={label} className="space-y-4">
      <Skeleton className="h-9 w-2/3 max-w-md" />
      <Skeleton className="h-5 w-full max-w-xl" />
      <Skeleton className="h-48 w-full" />
    </div>
  );
}
