'use client';

import { useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { Moment } from '@/components/ui/moment';
import { useAction, type ActionAnswer } from '@/components/ui/use-action';
import type { ManagedUser } from '@/lib/features/users';
import { disable, makeResetLink, remove, signOutEverywhere } from '../actions';

export type UserDeed = 'reset' | 'sign-out' | 'disable' | 'delete';

const words: Record<UserDeed, { title: (name: string) => string; text: string; button: string }> = {
  reset: {
    title: (name) => `A new password for ${name}`,
    text: 'Makes a link that works once, for a day. Hand it over yourself. The old password holds until then.',
    button: 'Make the link',
  },
  'sign-out': {
    title: (name) => `End the sessions and tokens of ${name}`,
    text: 'Every browser is signed out, and every API token stops working for good.',
    button: 'End them',
  },
  disable: {
    title: (name) => `Disable ${name}`,
    text: 'Nobody can sign in with this account, and its tokens rest. What it owns stays. You can enable it again.',
    button: 'Disable',
  },
  delete: {
    title: (name) => `Delete ${name}`,
    text: 'The account goes with everything that it owns: tutorials, progress, documents, stories, models and tokens. This cannot be undone.',
    button: 'Delete for good',
  },
};

const changes: Record<UserDeed, (input: { user: string }) => Promise<ActionAnswer<unknown>>> = {
  reset: makeResetLink,
  'sign-out': signOutEverywhere,
  disable,
  delete: remove,
};

/** Asks before something is done to an account, and shows what came of it. */
export function UserDialog({ user, deed, onClose }: { user: ManagedUser; deed: UserDeed; onClose: () => void }) {
  const [made, setMade] = useState<{ link: string; expiresAt: string }>();
  const reset = useAction(makeResetLink);
  const change = useAction(changes[deed]);
  const refusal = reset.refusal ?? change.refusal;
  const { title, text, button } = words[deed];

  async function go() {
    if (deed === 'reset') return setMade(await reset.run({ user: user.id }));
    if ((await change.run({ user: user.id })) !== undefined) onClose();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title(user.name)}
      description={text}
      actions={
        <>
          <DialogClose>
            <Button variant="secondary">{made ? 'Done' : 'Cancel'}</Button>
          </DialogClose>
          {!made && (
            <Button
              variant={deed === 'delete' || deed === 'disable' ? 'danger' : 'primary'}
              busy={reset.busy || change.busy}
              onClick={() => void go()}
            >
              {button}
            </Button>
          )}
        </>
      }
    >
      {refusal && <Alert tone="danger">{refusal.message}</Alert>}
      {made && (
        <div className="space-y-3">
          <CodeBlock code={made.link} title="Link" />
          <p className="text-sm text-ink-soft">
            Shown this once. It works until <Moment at={made.expiresAt} />.
          </p>
        </div>
      )}
    </Dialog>
  );
}
