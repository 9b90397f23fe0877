'use client';

import { useState, type ChangeEvent } from 'react';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import { buttonStyle } from '@/components/ui/button-style';
import { longestText } from '@/lib/features/runs';

/** So much of a text stands in the field; the rest of a large file would only make the page slow. */
const shownCharacters = 20_000;

/** A text to learn from, pasted or read from a file on the person's own disk. */
export function TextField({
  text,
  onText,
  error,
  optional,
}: {
  text: string;
  onText: (text: string) => void;
  error?: string;
  optional: boolean;
}) {
  const [file, setFile] = useState<string>();
  const [problem, setProblem] = useState<string>();

  async function read({ target }: ChangeEvent<HTMLInputElement>) {
    const [chosen] = target.files ?? [];
    target.value = '';
    if (!chosen) return;
    const content = await readText(chosen);
    setProblem('problem' in content ? content.problem : undefined);
    if ('problem' in content) return;
    setFile(chosen.name);
    onText(content.text);
  }

  const words = text.trim() === '' ? 0 : text.trim().split(/\s+/).length;
  const isLong = text.length > shownCharacters;
  return (
    <div className="space-y-3">
      <Field
        label="Text"
        hint={
          optional
            ? 'Left empty, it learns from the same text as before.'
            : 'A book, a folder of stories, your own letters: paste it here, or choose a plain text file. From about 10,000 words on it has something to learn.'
        }
        error={problem ?? error}
      >
        {(wiring) => (
          <Textarea
            {...wiring}
            rows={8}
            dir="auto"
            spellCheck={false}
            readOnly={isLong}
            value={isLong ? `${text.slice(0, shownCharacters)}…` : text}
            onChange={({ target }) => {
              setFile(undefined);
              setProblem(undefined);
              onText(target.value);
            }}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <label className={buttonStyle('secondary', 'medium', 'cursor-pointer focus-within:outline-2 focus-within:outline-focus')}>
          <input type="file" accept=".txt,.md,text/plain,text/markdown" className="sr-only" onChange={read} />
          Choose a file
        </label>
        {text !== '' && (
          <>
            <p aria-live="polite" className="text-sm text-ink-soft">
              {file && <b className="font-medium">{file}: </b>}
              {words.toLocaleString('en')} words, {text.length.toLocaleString('en')} characters
              {isLong && '; the beginning is shown'}
            </p>
            <button
              type="button"
              className={buttonStyle('quiet', 'small')}
              onClick={() => {
                setFile(undefined);
                onText('');
              }}
            >
              Empty it
            </button>
          </>
        )}
      </div>
    </div>
  );
}

/** A file as text in UTF-8, or why it cannot be learned from. */
async function readText(file: File): Promise<{ text: string } | { problem: string }> {
  if (file.size > longestText * 4)
    return { problem: `This file is too large: at most ${longestText / 1e6} million characters can be learned from.` };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    if (text.trim() === '') return { problem: 'There is nothing in this file.' };
    if (text.includes('\0')) return { problem: 'This is no plain text. Save it as a text file first.' };
    return { text };
  } catch {
    return { problem: 'This is no plain text in UTF-8. Save it as such first.' };
  }
}
