'use client';

import type { ReactNode } from 'react';
import { KeepEarlierWork } from '@/components/learning/keep-earlier-work';
import { LearningContext, type LearningActions, type Outcome } from '@/components/learning/learning-context';

/** Characters, so that their bytes stay below the 64 KiB beyond which browsers refuse a request that may outlive its page (Fetch standard). */
const mostKeptAlive = 16_000;

/** Calls an operation of this server. `keepalive` lets what is kept arrive when the page is being left. */
async function call<T>(method: 'POST' | 'PUT' | 'DELETE', url: string, body: object): Promise<Outcome<T>> {
  const text = method === 'DELETE' ? undefined : JSON.stringify(body);
  try {
    const response = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json' },
      body: text,
      keepalive: (text?.length ?? 0) <= mostKeptAlive,
    });
    const answer = (await response.json()) as T & { error?: { message: string } };
    if (response.ok) return { ok: true, output: answer };
    return { ok: false, message: answer.error?.message ?? 'The server gave no answer that makes sense.' };
  } catch {
    return { ok: false, message: 'Loam could not be reached. Is it still running?' };
  }
}

const actions: LearningActions = {
  answer: (input) => call('POST', '/api/learning/answers', input),
  attempt: (input) => call('POST', '/api/learning/attempts', input),
  solution: (input) => call('POST', '/api/learning/solutions', input),
  setKnown: ({ conceptId, known }) => call(known ? 'PUT' : 'DELETE', `/api/knowledge/${encodeURIComponent(conceptId)}`, {}),
  saveProgress: ({ slug, ...progress }) => call('PUT', `/api/tutorials/${encodeURIComponent(slug)}/progress`, progress),
  rate: ({ id, rating }) => call('POST', `/api/learning/reviews/${encodeURIComponent(id)}`, { rating }),
};

/** Lets what is below it keep what the reader does. */
export function LearningProvider({
  signedIn,
  here,
  slug,
  children,
}: {
  signedIn: boolean;
  here: string;
  slug?: string;
  children: ReactNode;
}) {
  return (
    <LearningContext value={{ signedIn, here, slug, actions }}>
      <KeepEarlierWork />
      {children}
    </LearningContext>
  );
}
