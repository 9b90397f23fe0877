'use client';

import { useEffect, useEffectEvent, useState } from 'react';

/** How often the page asks instead, where the server keeps no stream open. */
const pollMilliseconds = 5000;

/**
 * Follows one stream of server-sent events while the page is seen: a hidden page closes it, and opens it again where it
 * left off. Where the stream cannot be had, `poll` is called every five seconds.
 *
 * @param url undefined where there is nothing to follow any more
 * @returns whether the page is kept up to date by asking, because the stream was refused
 */
export function useEventStream(
  url: string | undefined,
  onEvent: Readonly<Record<string, (data: unknown) => void>>,
  poll: () => void,
): boolean {
  const [refused, setRefused] = useState<string>();
  const hear = useEffectEvent((name: string, text: string) => onEvent[name]?.(JSON.parse(text)));
  const ask = useEffectEvent(poll);
  const names = Object.keys(onEvent).sort().join(' ');
  const isRefused = url !== undefined && refused === url;

  useEffect(() => {
    if (!url || isRefused) return;
    let events: EventSource | undefined;
    const open = () => {
      events = new EventSource(url);
      for (const name of names.split(' ')) events.addEventListener(name, (event) => hear(name, (event as MessageEvent<string>).data));
      // A lost connection comes back by itself; a refusal does not.
      events.onerror = () => events?.readyState === EventSource.CLOSED && setRefused(url);
    };
    const close = () => {
      events?.close();
      events = undefined;
    };
    const follow = () => {
      if (document.hidden) return close();
      if (!events) open();
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      close();
    };
  }, [url, names, isRefused]);

  useEffect(() => {
    if (!isRefused) return;
    const timer = setInterval(() => !document.hidden && ask(), pollMilliseconds);
    return () => clearInterval(timer);
  }, [isRefused]);

  return isRefused;
}
