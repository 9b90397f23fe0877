'use client';

import { Download } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { verdictLine } from '@/components/runs/verdict-line';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { buttonStyle } from '@/components/ui/button-style';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { LinkButton } from '@/components/ui/link-button';
import { useAction } from '@/components/ui/use-action';
import type { ModelView } from '@/lib/features/models';
import { promote, remove, rollBack } from '../actions';
import { idOfModel } from './model-address';

/** What can be done to a version: compare it with the one in use and put it in its place, go back, download, train on, delete. */
export function ModelActs({ model, canGoBack }: { model: ModelView; canGoBack: boolean }) {
  const router = useRouter();
  const promoting = useAction(promote);
  const goingBack = useAction(rollBack);
  const removing = useAction(remove);
  const [said, setSaid] = useState<{ tone: 'success' | 'info'; text: string }>();
  const refusal = promoting.refusal ?? goingBack.refusal ?? removing.refusal;
  const id = idOfModel(model);
  const { stage, shipped, trainingKind, fault } = model;

  async function compare() {
    setSaid(undefined);
    const done = await promoting.run({ name: id });
    if (done) setSaid({ tone: done.comparison.promoted ? 'success' : 'info', text: verdictLine(id, done.comparison) });
    router.refresh();
  }

  async function goBack() {
    setSaid(undefined);
    const done = await goingBack.run({ name: model.name });
    if (done) setSaid({ tone: 'success', text: `${done.version === null ? 'No version' : `${done.name} ${done.version}`} is in use again.` });
    router.refresh();
  }

  return (
    <div className="space-y-3">
      <div className="flex flex-wrap gap-2">
        {stage !== 'active' && !shipped && fault === null && trainingKind !== null && (
          <Button busy={promoting.busy} onClick={compare}>
            Promote, if it is better
          </Button>
        )}
        {stage === 'active' && canGoBack && (
          <Dialog
            title="Roll back?"
            description="The version that was in use before answers again, at once. This one stays, put away."
            trigger={
              <Button variant="secondary" busy={goingBack.busy}>
                Roll back
              </Button>
            }
            actions={
              <>
                <DialogClose>
                  <Button variant="secondary">Leave it</Button>
                </DialogClose>
                <DialogClose>
                  <Button onClick={goBack}>Roll back</Button>
                </DialogClose>
              </>
            }
          />
        )}
        {trainingKind !== null && (
          <LinkButton variant="secondary" href={`/runs/new?kind=${trainingKind}&parent=${encodeURIComponent(id)}`}>
            Train on from it
          </LinkButton>
        )}
        <a href={`/api/models/${encodeURIComponent(id)}/export`} download className={buttonStyle('secondary')}>
          <Download aria-hidden className="size-4" />
          Download
        </a>
        {!shipped && stage !== 'active' && (
          <Dialog
            title={`Delete ${id}?`}
            description="Its files go for good. Models that were trained from it stay."
            trigger={
              <Button variant="secondary" busy={removing.busy}>
                Delete
              </Button>
            }
            actions={
              <>
                <DialogClose>
                  <Button variant="secondary">Keep it</Button>
                </DialogClose>
                <DialogClose>
                  <Button variant="danger" onClick={() => removing.run({ name: id }).then((gone) => gone && router.push('/models'))}>
                    Delete for good
                  </Button>
                </DialogClose>
              </>
            }
          />
        )}
      </div>
      {promoting.busy && (
        <p role="status" className="text-sm text-ink-soft">
          Both answer the same held-out rows now. This may take a minute.
        </p>
      )}
      {said && <Alert tone={said.tone}>{said.text}</Alert>}
      {refusal && <Alert tone="danger">{refusal.message}</Alert>}
    </div>
  );
}
