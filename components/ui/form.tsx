'use client';

import { useSyncExternalStore, type ComponentProps } from 'react';

const never = () => () => undefined;

/**
 * A form that scripts send. Until they have loaded its controls wait: a browser would send it itself, with
 * the fields – a password, say – in the address.
 */
export function Form({ children, className, ...rest }: ComponentProps<'form'>) {
  const ready = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <form method="post" {...rest}>
      <fieldset disabled={!ready} className={className}>
        {children}
      </fieldset>
    </form>
  );
}
