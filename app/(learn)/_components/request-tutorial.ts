import type { TopicRequest } from '@/components/tutorials/topic-form';

type Answer = { jobId: string } | { errors: Record<string, string> };

/** Asks the server for a tutorial, which is then made by a job. */
export async function requestTutorial(request: TopicRequest): Promise<Answer> {
  try {
    const response = await fetch('/api/tutorials', {
      method: 'POST',
      headers: { 'content-type': 'application/json', prefer: 'respond-async' },
      body: JSON.stringify(request),
    });
    const body = (await response.json()) as { jobId?: string; error?: { message: string; fields?: Record<string, string> } };
    if (body.jobId) return { jobId: body.jobId };
    return { errors: body.error?.fields ?? { form: body.error?.message ?? 'The server gave no answer that makes sense.' } };
  } catch {
    return { errors: { form: 'Loam could not be reached. Is it still running?' } };
  }
}
