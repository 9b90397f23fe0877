'use client';

import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { buttonStyle } from './button-style';
import { classNames } from './class-names';

export interface DialogProps {
  title: string;
  description?: ReactNode;
  /** The button that opens it; leave it out when `open` is controlled. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Buttons at the foot. Wrap the one that closes in DialogClose. */
  actions?: ReactNode;
  className?: string;
  children?: ReactNode;
}

/** Closes the dialog around it; give it a Button as its only child. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <Primitive.Close asChild>{children}</Primitive.Close>;
}

/** A question or a form that must be dealt with first. Focus stays inside, Escape leaves, focus returns. */
export function Dialog({ title, description, trigger, open, onOpenChange, actions, className, children }: DialogProps) {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      {trigger && <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>}
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Primitive.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={classNames(
            'fixed top-1/2 left-1/2 z-50 max-h-[85dvh] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2',
            'overflow-y-auto rounded-card border bg-surface p-5 shadow-lift sm:p-6',
            className,
          )}
        >
          <div className="flex items-start justify-between gap-3">
            <Primitive.Title className="font-serif text-xl">{title}</Primitive.Title>
            <Primitive.Close className={buttonStyle('quiet', 'icon', '-mt-2 -mr-2')} aria-label="Close">
              <X aria-hidden className="size-5" />
            </Primitive.Close>
          </div>
          {description && <Primitive.Description className="mt-1 text-ink-soft">{description}</Primitive.Description>}
          {children && <div className="mt-4">{children}</div>}
          {actions && <div className="mt-6 flex flex-wrap justify-end gap-2">{actions}</div>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
