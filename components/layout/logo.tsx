/**
 * The mark of Loam: a round cut through the ground. Above, a shoot with two leaves; below, the horizons
 * it lives on. Drawn here, so that it takes the colours of the theme.
 */
export function Logo({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 40 40" className={className} fill="none">
      <clipPath id="loam-mark">
        <circle cx="20" cy="20" r="18" />
      </clipPath>
      <g clipPath="url(#loam-mark)">
        <rect width="40" height="40" fill="var(--leaf-wash)" />
        <path d="M0 23q10-3.5 20-.5t20-.5V40H0Z" fill="var(--horizon-a)" />
        <path d="M0 29.5q10-3 20-.5t20-.5V40H0Z" fill="var(--horizon-b)" />
        <path d="M0 35q10-2.5 20-.5t20-.5v6H0Z" fill="var(--horizon-c)" />
      </g>
      <path d="M20 27V13" stroke="var(--leaf)" strokeWidth="2.4" strokeLinecap="round" />
      <path d="M20 17c0-5-4-8-10-8 0 5.2 4 8.3 10 8Z" fill="var(--leaf)" />
      <path d="M20 14c0-4.5 3.4-7 9-7 0 4.8-3.4 7.2-9 7Z" fill="var(--horizon-o)" />
    </svg>
  );
}
