'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { buttonStyle } from './button-style';

const confirmationMilliseconds = 2000;

/** Puts a text on the clipboard, and says whether that worked. */
export function CopyButton({ text, label = 'Copy the code' }: { text: string; label?: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), confirmationMilliseconds);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    // The clipboard exists on secure origins only.
    Promise.resolve(navigator.clipboard)
      .then((clipboard) => clipboard.writeText(text))
      .then(
        () => setState('copied'),
        () => setState('failed'),
      );
  return (
    <>
      <button type="button" className={buttonStyle('quiet', 'icon')} aria-label={label} onClick={copy}>
        {state === 'copied' ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
      </button>
      <span role="status" className="sr-only">
        {state === 'copied' && 'Copied'}
        {state === 'failed' && 'Copying is not allowed here; select the text instead'}
      </span>
    </>
  );
}
