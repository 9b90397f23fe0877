'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** Asks the server for the page's newest state now and then, while it is seen. */
export function useRefresh(seconds: number | undefined): void {
  const router = useRouter();
  useEffect(() => {
    if (seconds === undefined) return;
    const timer = setInterval(() => !document.hidden && router.refresh(), seconds * 1000);
    return () => clearInterval(timer);
  }, [router, seconds]);
}
