'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { NoMaterial } from '@/components/tutorials/no-material';
import { StageList } from '@/components/tutorials/stage-list';
import { TopicForm, type TopicRequest } from '@/components/tutorials/topic-form';
import type { JobView } from '@/lib/features/system/schemas';
import { requestTutorial } from './request-tutorial';
import { stagesOf } from './stages-of-job';
import { useJob } from './use-job';

type Errors = Partial<Record<'topic' | 'level' | 'minutes' | 'form', string>>;

/** Asks for a topic, shows the tutorial being made, and opens it. */
export function NewTutorial({
  examples,
  initialTopic,
  signedIn,
}: {
  examples: readonly string[];
  initialTopic?: string;
  signedIn: boolean;
}) {
  const router = useRouter();
  const [wish, setWish] = useState<TopicRequest>();
  /** What was picked from the nearest topics instead of being typed: the form is filled anew with it. */
  const [chosen, setChosen] = useState<TopicRequest>();
  const [asking, setAsking] = useState(false);
  const [jobId, setJobId] = useState<string>();
  const [errors, setErrors] = useState<Errors>({});
  const [nothing, setNothing] = useState<{ topic: string; nearest: string[] }>();

  const job = useJob(jobId, (ended) => {
    const { slug } = (ended.result ?? {}) as { slug?: string };
    if (slug) return router.push(`/tutorials/${slug}`);
    setJobId(undefined);
    const extra = ended.error?.extra as { topic?: string; nearest?: { title: string }[] } | undefined;
    if (ended.error?.code === 'no_material') {
      setNothing({ topic: extra?.topic ?? '', nearest: (extra?.nearest ?? []).map(({ title }) => title) });
    } else setErrors({ form: ended.error?.message ?? 'The tutorial was not made. Try again.' });
  });

  async function make(request: TopicRequest) {
    if (asking || jobId) return;
    setWish(request);
    setAsking(true);
    setErrors({});
    setNothing(undefined);
    if (!signedIn) return router.push(`/sign-in?next=${encodeURIComponent(`/?topic=${encodeURIComponent(request.topic)}`)}`);
    const answer = await requestTutorial(request);
    setAsking(false);
    if ('jobId' in answer) setJobId(answer.jobId);
    else setErrors(answer.errors);
  }

  function choose(topic: string) {
    const request: TopicRequest = { level: 'beginner', minutes: 30, ...wish, topic };
    setChosen(request);
    void make(request);
  }

  return (
    <div className="space-y-8">
      <TopicForm
        key={chosen?.topic}
        examples={examples}
        initial={chosen ?? { topic: initialTopic }}
        busy={asking || jobId !== undefined}
        errors={errors}
        onSubmit={make}
        onPlan={({ topic, level, minutes }) =>
          router.push(`/tutorials/new?${new URLSearchParams({ topic, level, minutes: String(minutes) }).toString()}`)
        }
      />
      {jobId && <StageList stages={stagesOf(job as JobView | undefined)} />}
      {nothing && <NoMaterial {...nothing} onChoose={choose} />}
    </div>
  );
}
