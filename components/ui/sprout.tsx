/** A seedling on three horizons: the drawing of empty places. */
export function Sprout({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 112 80" className={className} fill="none">
      <path d="M56 50V26" stroke="var(--horizon-o)" strokeWidth="3" strokeLinecap="round" />
      <path d="M56 32C56 20 46 14 33 14c0 12 9 19 23 18Z" fill="var(--horizon-o)" />
      <path d="M56 26c0-10 8-16 20-16 0 11-8 17-20 16Z" fill="var(--leaf)" />
      <path d="M8 50q24-6 48 0t48 0v8q-24 6-48 0t-48 0Z" fill="var(--horizon-a)" />
      <path d="M8 60q24-6 48 0t48 0v6q-24 6-48 0t-48 0Z" fill="var(--horizon-b)" />
      <path d="M8 69q24-6 48 0t48 0v3q-24 6-48 0t-48 0Z" fill="var(--horizon-c)" />
    </svg>
  );
}
