import { classNames } from '@/components/ui/class-names';

const strata = ['h-0.5 bg-horizon-o', 'h-0.5 bg-horizon-a', 'h-px bg-horizon-b', 'h-px bg-horizon-c'] as const;

/** The surface of the ground: a few thin strata under the header. */
export function Horizons({ className }: { className?: string }) {
  return (
    <div aria-hidden className={className}>
      {strata.map((stratum) => (
        <div key={stratum} className={stratum} />
      ))}
    </div>
  );
}

/** The cut through the soil on which every page stands. */
export function SoilProfile({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 1200 60" preserveAspectRatio="none" className={classNames('block w-full', className)}>
      <path d="M0 12q150-12 300-3t300 0 300-3 300 6v48H0Z" fill="var(--horizon-o)" />
      <path d="M0 16q150-10 300-3t300 0 300-3 300 6v44H0Z" fill="var(--horizon-a)" />
      <path d="M0 32q170-8 330 0t290-2 300 4 280-4v30H0Z" fill="var(--horizon-b)" />
      <path d="M0 44q130 6 300 0t320 2 300-4 280 2v16H0Z" fill="var(--horizon-c)" />
      <path d="M0 54q200-6 400 0t420-1 380 1v6H0Z" fill="var(--horizon-r)" />
    </svg>
  );
}
