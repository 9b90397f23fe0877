'use client';

import { useRefresh } from '@/components/live/use-refresh';

/** Keeps a page that the server makes up to date while it is seen. */
export function KeepFresh({ seconds }: { seconds: number }) {
  useRefresh(seconds);
  return null;
}
