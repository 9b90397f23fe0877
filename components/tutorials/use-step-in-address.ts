'use client';

import { useCallback, useSyncExternalStore } from 'react';
import { stepFromHash, stepHash } from './step-navigation';

function listen(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}

/** The current step, kept in the page's address so that links, reload and the back button find it again. */
export function useStepInAddress(count: number): [number, (index: number) => void] {
  const current = useSyncExternalStore(
    listen,
    () => stepFromHash(location.hash, count),
    () => 0,
  );
  const go = useCallback((index: number) => {
    location.hash = stepHash(index);
  }, []);
  return [current, go];
}
