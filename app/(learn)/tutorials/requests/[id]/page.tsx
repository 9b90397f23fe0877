import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { StepView } from '@/components/tutorials/step-view';
import { Alert } from '@/components/ui/alert';
import { LinkButton } from '@/components/ui/link-button';
import { Skeleton } from '@/components/ui/skeleton';
import { Spinner } from '@/components/ui/spinner';
import { toLoamError } from '@/lib/core/errors';
import { page } from '@/lib/entry/page';
import { readTutorialRequest, watchRequest, type WatchedRequest } from '@/lib/features/tutorials/server';

export const metadata: Metadata = { title: 'Your tutorial is being made' };

interface Props {
  readonly params: Promise<{ id: string }>;
}

/** A tutorial while it is made: each step is sent as soon as its code has run. */
export default async function RequestPage({ params }: Props) {
  const { id } = await params;
  const ctx = await page('learner', `/tutorials/requests/${id}`);
  const { topic } = await readTutorialRequest(ctx, { id }).catch((error: unknown) => {
    if (toLoamError(error).code === 'not_found') notFound();
    throw error;
  });
  const watched = await watchRequest(ctx, { id });
  return (
    <div className="mx-auto max-w-4xl space-y-8">
      <header>
        <h1 className="font-serif text-3xl sm:text-4xl" dir="auto">
          {topic}
        </h1>
        <div className="mt-3">
          <Suspense fallback={<Waiting text="Your tutorial is being made; begin with what is ready." />}>
            <Ending watched={watched} />
          </Suspense>
        </div>
      </header>
      <Suspense fallback={<Waiting text="Planning the steps" />}>
        <Steps watched={watched} />
      </Suspense>
    </div>
  );
}

function Waiting({ text }: { text: string }) {
  return (
    <p role="status" className="flex items-center gap-3 text-ink-soft">
      <Spinner className="w-5" />
      {text}
    </p>
  );
}

async function Steps({ watched }: { watched: WatchedRequest }) {
  const outline = await watched.outline();
  return outline.map(({ title, minutes }, index) => (
    <details key={index} open={index === 0} className="rounded-card border bg-surface" data-request-step={index}>
      <summary className="flex min-h-14 cursor-pointer flex-wrap items-center gap-x-3 px-5 py-3">
        <h2 className="font-serif text-xl">
          {index + 1}. {title}
        </h2>
        <span className="ml-auto flex items-center gap-3 text-sm text-ink-soft tabular-nums">
          <Suspense fallback={<Spinner className="w-5" />}>
            <Ready watched={watched} index={index} />
          </Suspense>
          {minutes} min
        </span>
      </summary>
      <div className="border-t px-5 py-6">
        <Suspense fallback={<Skeleton className="h-40" />}>
          <Body watched={watched} index={index} />
        </Suspense>
      </div>
    </details>
  ));
}

async function Ready({ watched, index }: { watched: WatchedRequest; index: number }) {
  return (await watched.step(index)) ? <span className="font-medium text-leaf-deep">ready</span> : <span>not made</span>;
}

async function Body({ watched, index }: { watched: WatchedRequest; index: number }) {
  const step = await watched.step(index);
  return step ? <StepView step={step} /> : <p className="text-ink-soft">This step was not made.</p>;
}

async function Ending({ watched }: { watched: WatchedRequest }) {
  const { slug, state, error } = await watched.end();
  if (slug) {
    return (
      <div className="flex flex-wrap items-center gap-4">
        <p role="status">Every step is ready, and stands on your shelf.</p>
        <LinkButton href={`/tutorials/${slug}`}>Open the tutorial</LinkButton>
      </div>
    );
  }
  const message =
    typeof error?.message === 'string' ? error.message : state === 'cancelled' ? 'It was cancelled.' : 'It was not made. Try again.';
  return (
    <Alert tone="danger" title="This tutorial was not made">
      {message}
    </Alert>
  );
}
