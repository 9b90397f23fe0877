/** A point in time in the reader's own words and zone; the server cannot know them, so React is told not to compare. */
export function Moment({ at, absent = '' }: { at: string | null; absent?: string }) {
  if (!at) return absent;
  return (
    <time dateTime={at} title={at} className="whitespace-nowrap" suppressHydrationWarning>
      {new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })}
    </time>
  );
}
