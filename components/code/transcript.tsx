import { Fragment } from 'react';
import { classNames } from '@/components/ui/class-names';
import { CopyButton } from '@/components/ui/copy-button';

export interface TranscriptProps {
  /** Lines that begin with `$ ` are commands; the others are what they printed. */
  text: string;
  label: string;
  className?: string;
}

const prompt = '$ ';

/** What was typed in a terminal and what it printed: to read, not to run. Copying takes the commands alone. */
export function Transcript({ text, label, className }: TranscriptProps) {
  const lines = text.trimEnd().split('\n');
  const commands = lines.filter((line) => line.startsWith(prompt)).map((line) => line.slice(prompt.length));
  return (
    <figure className={classNames('overflow-hidden rounded-card border bg-sunken', className)}>
      <figcaption className="flex items-center justify-between border-b py-0 pr-1 pl-4 text-sm text-ink-soft">
        <span>{label}</span>
        <CopyButton text={commands.join('\n')} />
      </figcaption>
      <pre tabIndex={0} role="group" aria-label={label} className="overflow-x-auto p-4 font-mono text-sm leading-relaxed text-code-ink">
        <code>
          {lines.map((line, index) => (
            <Fragment key={index}>
              {line.startsWith(prompt) ? (
                <>
                  <span className="text-code-comment select-none">{prompt}</span>
                  <span className="font-semibold text-code-name">{line.slice(prompt.length)}</span>
                </>
              ) : (
                line
              )}
              {'\n'}
            </Fragment>
          ))}
        </code>
      </pre>
    </figure>
  );
}
