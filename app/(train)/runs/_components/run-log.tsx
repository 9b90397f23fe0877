/** The last lines that a training wrote down. */
export function RunLog({ lines }: { lines: readonly { at: string; line: string }[] }) {
  if (lines.length === 0) return <p className="text-ink-soft">Nothing was written down yet.</p>;
  return (
    <ol tabIndex={0} aria-label="Log" className="max-h-96 space-y-1 overflow-auto rounded-card border bg-sunken p-4 font-mono text-xs">
      {lines.map(({ at, line }, index) => (
        <li key={index} className="break-words">
          <time dateTime={at} className="mr-3 text-ink-soft">
            {at.slice(11, 19)}
          </time>
          {line}
        </li>
      ))}
    </ol>
  );
}
