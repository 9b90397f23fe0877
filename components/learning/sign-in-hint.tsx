'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { signInAddress, useLearning } from './learning-context';

/** A kind word to visitors: what signing in is good for here. `anchor` is where they come back to. */
export function SignInHint({ anchor, children }: { anchor?: string; children: ReactNode }) {
  const learning = useLearning();
  if (!learning || learning.signedIn) return null;
  return (
    <p className="mt-2 text-sm text-ink-soft">
      <Link href={signInAddress(learning.here, anchor)} className="font-medium text-leaf-deep underline underline-offset-4">
        Sign in
      </Link>{' '}
      {children}
    </p>
  );
}
