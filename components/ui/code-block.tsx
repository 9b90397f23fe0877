import { HighlightedCode } from '@/components/code/highlighted-code';
import { classNames } from './class-names';
import { CopyButton } from './copy-button';

export interface CodeBlockProps {
  code: string;
  /** Name of the language, as in a fenced block of Markdown; unknown ones are shown plainly. */
  language?: string;
  /** Stands over the code; the language where it is absent. */
  title?: string;
  className?: string;
}

/** Code to read: highlighted, scrollable by keyboard, with a button that copies it. */
export function CodeBlock({ code, language, title, className }: CodeBlockProps) {
  const name = title ?? language ?? 'Code';
  return (
    <figure className={classNames('overflow-hidden rounded-card border bg-sunken', className)}>
      <figcaption className="flex items-center justify-between border-b py-0 pr-1 pl-4 text-sm text-ink-soft">
        <span>{name}</span>
        <CopyButton text={code} />
      </figcaption>
      <pre tabIndex={0} role="group" aria-label={name} className="overflow-x-auto p-4 font-mono text-sm leading-relaxed text-code-ink">
        <code>
          <HighlightedCode code={code} language={language} />
        </code>
      </pre>
    </figure>
  );
}
