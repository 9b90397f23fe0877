'use client';

import { useRouter } from 'next/navigation';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { LinkButton } from '@/components/ui/link-button';
import { useAction } from '@/components/ui/use-action';
import type { RunView } from '@/lib/features/runs';
import { isFinalRunState } from '@/lib/vocabulary/run-states';
import { cancel, pause, remove, replay, resume } from '../actions';

/** What can be done to a training in its state: pause, resume, cancel, clone with changes, replay, delete. */
export function RunActs({ run }: { run: RunView }) {
  const router = useRouter();
  const pausing = useAction(pause);
  const resuming = useAction(resume);
  const cancelling = useAction(cancel);
  const replaying = useAction(replay);
  const removing = useAction(remove);
  const refusal = [pausing, resuming, cancelling, replaying, removing].find((each) => each.refusal)?.refusal;
  const { id, state, order } = run;
  const isOver = isFinalRunState(state);
  const isGoing = state === 'queued' || state === 'running';

  async function goOn(anyway: boolean) {
    await resuming.run({ id, anyway });
    router.refresh();
  }

  return (
    <div className="space-y-3">
      <div className="flex flex-wrap gap-2">
        {isGoing && (
          <Button
            variant="secondary"
            busy={pausing.busy || order === 'pause'}
            onClick={() => pausing.run({ id }).then(() => router.refresh())}
          >
            Pause
          </Button>
        )}
        {state === 'paused' && (
          <Button busy={resuming.busy} onClick={() => goOn(false)}>
            Resume
          </Button>
        )}
        {!isOver && (
          <Sure
            question="Cancel this training?"
            consequence="What it has learned so far is thrown away. To go on later, pause it instead."
            name="Cancel"
            stay="Let it go on"
            busy={cancelling.busy || order === 'cancel'}
            onSure={() => cancelling.run({ id }).then(() => router.refresh())}
          />
        )}
        <LinkButton variant="secondary" href={`/runs/new?clone=${id}`}>
          Clone with changes
        </LinkButton>
        {state === 'succeeded' && (
          <Button
            variant="secondary"
            busy={replaying.busy}
            title="Train once more with the same data, settings and seed, and see whether the weights come out the same"
            onClick={() => replaying.run({ id }).then((made) => made && router.push(`/runs/${made.id}`))}
          >
            Replay
          </Button>
        )}
        {isOver && (
          <Sure
            question="Delete this training?"
            consequence="Its text, curves and log go. The model that it made stays."
            name="Delete"
            stay="Keep it"
            busy={removing.busy}
            onSure={() => removing.run({ id }).then((gone) => gone && router.push('/runs'))}
          />
        )}
      </div>
      {refusal && (
        <Alert tone="danger">
          <p>{refusal.message}</p>
          {resuming.refusal && state === 'paused' && (
            <Button variant="secondary" size="small" className="mt-3" busy={resuming.busy} onClick={() => goOn(true)}>
              Resume anyway
            </Button>
          )}
        </Alert>
      )}
    </div>
  );
}

function Sure({
  question,
  consequence,
  name,
  stay,
  busy,
  onSure,
}: {
  question: string;
  consequence: string;
  name: string;
  stay: string;
  busy: boolean;
  onSure: () => void;
}) {
  return (
    <Dialog
      title={question}
      description={consequence}
      trigger={
        <Button variant="secondary" busy={busy}>
          {name}
        </Button>
      }
      actions={
        <>
          <DialogClose>
            <Button variant="secondary">{stay}</Button>
          </DialogClose>
          <DialogClose>
            <Button variant="danger" onClick={onSure}>
              {name}
            </Button>
          </DialogClose>
        </>
      }
    />
  );
}
