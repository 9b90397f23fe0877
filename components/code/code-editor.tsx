'use client';

import { useId, type KeyboardEvent } from 'react';
import { HighlightedCode } from './highlighted-code';

export interface CodeEditorProps {
  label: string;
  language: string;
  value: string;
  onChange: (code: string) => void;
  /** Ctrl+Enter, or ⌘+Enter. */
  onSubmit?: () => void;
  /** Escape: the way out by keyboard, since Tab indents. */
  onLeave?: () => void;
}

const indentation = (language: string) => (language === 'python' ? '    ' : '  ');

/** Types through the browser, so that undo keeps working. */
function type(text: string): void {
  document.execCommand('insertText', false, text);
}

/** Indentation of the line after the caret's line: the same, and one deeper after a line that opens a block. */
export function nextIndentation(before: string, language: string): string {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const current = /^[ \t]*/.exec(line)?.[0] ?? '';
  const opens = language === 'python' ? /:\s*(?:#.*)?$/.test(line) : /[{([]\s*$/.test(line);
  return opens ? current + indentation(language) : current;
}

/**
 * A text field for code. The coloured copy lies under transparent text of the same measure, so what a
 * screen reader, a spell checker or a phone's keyboard sees is an ordinary text field.
 */
export function CodeEditor({ label, language, value, onChange, onSubmit, onLeave }: CodeEditorProps) {
  const hint = useId();

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    const { selectionStart, value: text } = event.currentTarget;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSubmit?.();
    } else if (event.key === 'Escape') onLeave?.();
    else if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === 'Tab' && !event.shiftKey) {
      event.preventDefault();
      type(indentation(language));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      type(`\n${nextIndentation(text.slice(0, selectionStart), language)}`);
    }
  }

  return (
    <div className="overflow-x-auto bg-sunken focus-within:outline-2 focus-within:-outline-offset-2 focus-within:outline-focus">
      <div className="relative w-max min-w-full font-mono text-sm leading-relaxed">
        <pre aria-hidden className="min-h-[1lh] p-4 text-code-ink">
          <HighlightedCode code={value} language={language} />
          {'\n'}
        </pre>
        <textarea
          aria-label={label}
          aria-describedby={hint}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
          spellCheck={false}
          autoCapitalize="off"
          autoCorrect="off"
          autoComplete="off"
          wrap="off"
          className="absolute inset-0 size-full resize-none overflow-hidden bg-transparent p-4 whitespace-pre text-transparent caret-ink outline-none"
        />
      </div>
      <p id={hint} className="sr-only">
        Tab indents. Press Escape to leave the editor, and Control and Enter to run.
      </p>
    </div>
  );
}
