/** Classes shared by everything a person types or picks in. 16 px text keeps phones from zooming in. */
export const controlStyle =
  'w-full rounded-control border border-line-strong bg-surface px-3 text-base text-ink placeholder:text-ink-soft ' +
  'disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger aria-invalid:border-2';
