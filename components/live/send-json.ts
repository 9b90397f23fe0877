import type { Refusal } from '@/components/ui/use-action';

/** Sends what a form holds to a route. A text may be far larger than what a server action takes. */
export async function sendJson<Output>(url: string, body: object): Promise<{ output: Output } | { refusal: Refusal }> {
  try {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    const answer = (await response.json()) as Output & { error?: Refusal };
    if (response.ok) return { output: answer };
    return { refusal: answer.error ?? { message: `The server answered with ${response.status}.` } };
  } catch {
    return { refusal: { message: 'Loam could not be reached. Is it still running?' } };
  }
}
