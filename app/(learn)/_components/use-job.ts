import { useEffect, useEffectEvent, useState } from 'react';
import { isFinalJobState } from '@/lib/vocabulary/job-states';
import type { JobView } from '@/lib/features/system/schemas';

/** Follows a job over the page's event stream; `onEnd` hears of its end once. */
export function useJob(id: string | undefined, onEnd: (job: JobView) => void): JobView | undefined {
  const [job, setJob] = useState<JobView>();
  const ended = useEffectEvent(onEnd);
  useEffect(() => {
    if (!id) return;
    const events = new EventSource(`/api/events?jobs=${id}`);
    events.addEventListener('job', (event) => {
      const next = JSON.parse((event as MessageEvent<string>).data) as JobView;
      setJob(next);
      if (!isFinalJobState(next.state)) return;
      // The browser would open a stream that has ended again and again.
      events.close();
      ended(next);
    });
    return () => events.close();
  }, [id]);
  return job?.id === id ? job : undefined;
}
