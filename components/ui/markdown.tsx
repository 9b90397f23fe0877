import type { ComponentProps, ReactNode } from 'react';
import { isValidElement } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import rehypeHighlight from 'rehype-highlight';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { classNames } from './class-names';

const schema = {
  ...defaultSchema,
  attributes: {
    ...defaultSchema.attributes,
    code: [['className', /^(?:hljs|language-[\w-]+)$/]],
    span: [['className', /^hljs-[\w-]+$|^(?:function|class|inherited)_$/]],
  },
} satisfies typeof defaultSchema;

const plain = ['text', 'output', 'git'];

/** What a fenced block is called, where its language's name does not say it. */
const labels: Readonly<Record<string, string>> = { output: 'It prints', git: 'In a terminal' };

function languageOf(child: ReactNode): string | undefined {
  if (!isValidElement<{ className?: string }>(child)) return undefined;
  return /language-([\w-]+)/.exec(child.props.className ?? '')?.[1];
}

/** A fenced block; the fence "output" holds what the block before it printed. */
function Pre({ children }: ComponentProps<'pre'>) {
  const language = languageOf(children);
  const isOutput = language === 'output';
  const label = labels[language ?? ''] ?? language ?? 'Code';
  return (
    <div className={classNames('overflow-hidden rounded-card border', isOutput ? 'border-dashed bg-surface' : 'bg-sunken')}>
      <p aria-hidden className="px-4 pt-2.5 font-sans text-xs font-semibold text-ink-soft">
        {label}
      </p>
      <pre tabIndex={0} role="group" aria-label={label} className="overflow-x-auto px-4 pt-1.5 pb-4 font-mono text-sm leading-relaxed">
        {children}
      </pre>
    </div>
  );
}

/** Headings of a text go under those of the page it stands in. */
const components: Components = {
  h1: 'h3',
  h2: 'h3',
  h3: 'h4',
  h4: 'h5',
  pre: Pre,
  a: ({ href, children }) => (
    <a href={href} rel="noreferrer">
      {children}
    </a>
  ),
  // An image would be fetched from wherever the text says; its words are enough.
  img: ({ alt }) => <em>{alt}</em>,
  table: ({ children }) => (
    <div className="overflow-x-auto" role="group" aria-label="Table" tabIndex={0}>
      <table>{children}</table>
    </div>
  ),
};

/** One line: the paragraph around it goes, so that it fits inside labels and list items. */
const inlineComponents: Components = { ...components, p: ({ children }) => <>{children}</> };

/**
 * Markdown as HTML. Raw HTML in the text stays text, addresses are limited to harmless protocols, images
 * are not loaded. A server component: the parser never reaches the browser.
 */
export function Markdown({ text, inline, className }: { text: string; inline?: boolean; className?: string }) {
  const html = (
    <ReactMarkdown
      remarkPlugins={[remarkGfm]}
      rehypePlugins={[
        [rehypeHighlight, { plainText: plain }],
        [rehypeSanitize, schema],
      ]}
      components={inline ? inlineComponents : components}
    >
      {text}
    </ReactMarkdown>
  );
  return inline ? <span className="reading contents">{html}</span> : <div className={classNames('reading', className)}>{html}</div>;
}
