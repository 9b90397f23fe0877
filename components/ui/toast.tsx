'use client';

import { X } from 'lucide-react';
import { Toast as Primitive } from 'radix-ui';
import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from 'react';
import { buttonStyle } from './button-style';
import { classNames } from './class-names';

export interface ToastMessage {
  title: string;
  description?: string;
  tone?: 'plain' | 'danger';
}

const shownFor = 6000;

const ToastContext = createContext<((message: ToastMessage) => void) | undefined>(undefined);

/** Says something in passing: `const toast = useToast(); toast({ title: 'Saved' })`. Needs ToastProvider above. */
export function useToast(): (message: ToastMessage) => void {
  const show = useContext(ToastContext);
  if (!show) throw new Error('useToast needs a ToastProvider above it');
  return show;
}

/** Holds the messages that appear in passing; F8 moves the keyboard to them. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [messages, setMessages] = useState<(ToastMessage & { id: number })[]>([]);
  const nextId = useRef(0);
  const show = useCallback((message: ToastMessage) => {
    nextId.current += 1;
    const id = nextId.current;
    setMessages((all) => [...all, { ...message, id }]);
  }, []);
  return (
    <ToastContext value={show}>
      <Primitive.Provider duration={shownFor} swipeDirection="right">
        {children}
        {messages.map(({ id, title, description, tone }) => (
          <Primitive.Root
            key={id}
            type={tone === 'danger' ? 'foreground' : 'background'}
            onOpenChange={(open) => !open && setMessages((all) => all.filter((message) => message.id !== id))}
            className={classNames(
              'flex items-start gap-2 rounded-card border border-l-4 bg-raised p-3 pl-4 shadow-lift',
              tone === 'danger' ? 'border-l-danger' : 'border-l-leaf',
            )}
          >
            <div className="min-w-0 flex-1 py-1">
              <Primitive.Title className="font-semibold">{title}</Primitive.Title>
              {description && <Primitive.Description className="text-sm text-ink-soft">{description}</Primitive.Description>}
            </div>
            <Primitive.Close className={buttonStyle('quiet', 'icon', '-my-1')} aria-label="Dismiss">
              <X aria-hidden className="size-4" />
            </Primitive.Close>
          </Primitive.Root>
        ))}
        <Primitive.Viewport className="fixed right-0 bottom-0 z-50 flex w-[min(24rem,100vw)] flex-col gap-2 p-4" />
      </Primitive.Provider>
    </ToastContext>
  );
}
