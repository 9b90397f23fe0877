import type { AcceptedOutline } from '@/lib/features/tutorials';

/** Asks for the tutorial of an outline, which is then made by a job. */
export async function acceptOutline(outline: AcceptedOutline): Promise<{ requestId: string } | { error: string }> {
  try {
    const response = await fetch('/api/tutorials', {
      method: 'POST',
      headers: { 'content-type': 'application/json', prefer: 'respond-async' },
      body: JSON.stringify({ outline }),
    });
    const body = (await response.json()) as { requestId?: string; error?: { message: string; fields?: Record<string, string> } };
    if (body.requestId) return { requestId: body.requestId };
    return { error: Object.values(body.error?.fields ?? {})[0] ?? body.error?.message ?? 'The server gave no answer that makes sense.' };
  } catch {
    return { error: 'Loam could not be reached. Is it still running?' };
  }
}
