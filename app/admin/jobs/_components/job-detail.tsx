'use client';

import { useRouter } from 'next/navigation';
import { useState, type ReactNode } from 'react';
import { useEventStream } from '@/components/live/use-event-stream';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { Moment } from '@/components/ui/moment';
import { Progress } from '@/components/ui/progress';
import type { JobView } from '@/lib/features/system/schemas';
import { isFinalJobState } from '@/lib/vocabulary/job-states';
import { jobStateWords, jobTones, ownerText, tookText, triesText } from '@/components/jobs/job-words';
import { useJobActs } from './use-job-acts';

/** One job as it goes on, with everything that is known of it and all that can be done to it. */
export function JobDetail({ job: first }: { job: JobView }) {
  const router = useRouter();
  const [newer, setNewer] = useState<JobView>();
  const { act, refusal, isBusy } = useJobActs();
  const job = newer && newer.revision > first.revision ? newer : first;
  const isOver = isFinalJobState(job.state);
  useEventStream(isOver ? undefined : `/api/events?jobs=${job.id}`, { job: (data) => setNewer(data as JobView) }, () => router.refresh());

  async function discard() {
    if (await act('discard', job.id)) router.push('/admin/jobs');
  }

  return (
    <div className="space-y-6">
      <header className="space-y-3">
        <h1 className="font-mono text-2xl break-all sm:text-3xl">{job.queue}</h1>
        <p className="flex flex-wrap items-center gap-2" aria-live="polite">
          <Badge tone={jobTones[job.state]}>{jobStateWords[job.state]}</Badge>
          {job.message && !isOver && <span className="text-ink-soft">{job.message}</span>}
        </p>
        {job.state === 'running' && <Progress label="Done so far" value={job.progress} max={1} className="max-w-xl" />}
        <div className="flex flex-wrap gap-2">
          {!isOver && (
            <Button variant="secondary" busy={isBusy('cancel', job.id)} onClick={() => act('cancel', job.id)}>
              Cancel
            </Button>
          )}
          {(job.state === 'failed' || job.state === 'cancelled') && (
            <Button busy={isBusy('retry', job.id)} onClick={() => act('retry', job.id)}>
              Try again
            </Button>
          )}
          {isOver && (
            <Dialog
              title="Throw this job away?"
              description="Its row and its log go. What the job made stays."
              trigger={<Button variant="secondary">Throw away</Button>}
              actions={
                <>
                  <DialogClose>
                    <Button variant="secondary">Keep it</Button>
                  </DialogClose>
                  <Button variant="danger" busy={isBusy('discard', job.id)} onClick={discard}>
                    Throw away
                  </Button>
                </>
              }
            />
          )}
        </div>
      </header>
      {refusal && <Alert tone="danger">{refusal}</Alert>}
      {job.error && (
        <Alert tone="danger" title={job.error.message}>
          {typeof job.error.detail === 'string' && (
            <pre tabIndex={0} aria-label="Where it broke" className="max-h-72 overflow-auto font-mono text-xs whitespace-pre-wrap">
              {job.error.detail}
            </pre>
          )}
        </Alert>
      )}
      <Card>
        <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
          <Fact name="Of">{ownerText(job)}</Fact>
          <Fact name="Asked for">
            <Moment at={job.createdAt} />
          </Fact>
          <Fact name="Tries">{triesText(job)}</Fact>
          <Fact name="Begun">
            <Moment at={job.startedAt} absent="not yet" />
          </Fact>
          <Fact name="Ended">
            <Moment at={job.finishedAt} absent="not yet" />
          </Fact>
          <Fact name="Took">{tookText(job) || '–'}</Fact>
          {job.startAfter && (
            <Fact name="Not before">
              <Moment at={job.startAfter} />
            </Fact>
          )}
          <Fact name="Id">
            <span className="font-mono text-xs break-all">{job.id}</span>
          </Fact>
        </dl>
      </Card>
      <Sheet title="Log">
        {job.log.length === 0 ? (
          <p className="text-ink-soft">It wrote nothing down.</p>
        ) : (
          <ol tabIndex={0} aria-label="Log" className="max-h-96 space-y-1 overflow-auto rounded-control bg-sunken p-4 font-mono text-xs">
            {job.log.map(({ at, line }, index) => (
              <li key={index} className="break-words">
                <time dateTime={at} className="mr-3 text-ink-soft">
                  {at.slice(11, 19)}
                </time>
                {line}
              </li>
            ))}
          </ol>
        )}
      </Sheet>
      <Sheet title="What it was asked with">
        <Json value={job.input} />
      </Sheet>
      {job.state === 'succeeded' && (
        <Sheet title="What came out">
          <Json value={job.result} />
        </Sheet>
      )}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-ink-soft">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}

function Sheet({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="space-y-3">
      <h2 className="font-serif text-xl">{title}</h2>
      {children}
    </section>
  );
}

function Json({ value }: { value: unknown }) {
  return (
    <pre tabIndex={0} className="max-h-72 overflow-auto rounded-control bg-sunken p-4 font-mono text-xs break-words whitespace-pre-wrap">
      {JSON.stringify(value ?? null, null, 2)}
    </pre>
  );
}
