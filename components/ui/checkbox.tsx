'use client';

import { Check, Minus } from 'lucide-react';
import { Checkbox as Primitive } from 'radix-ui';
import { useId, type ComponentProps, type ReactNode } from 'react';
import { classNames } from './class-names';

export interface CheckboxProps extends ComponentProps<typeof Primitive.Root> {
  label: ReactNode;
  hint?: ReactNode;
}

/** A tick box with its label; a form sends its `name` when ticked. */
export function Checkbox({ label, hint, className, id, ...rest }: CheckboxProps) {
  const ownId = useId();
  const boxId = id ?? ownId;
  return (
    <div className={classNames('flex items-start gap-3', className)}>
      <Primitive.Root
        id={boxId}
        aria-describedby={hint ? `${boxId}-hint` : undefined}
        className="group mt-0.5 grid size-5 shrink-0 place-items-center rounded border border-line-strong bg-surface data-[state=checked]:border-leaf data-[state=checked]:bg-leaf data-[state=indeterminate]:bg-leaf disabled:opacity-60"
        {...rest}
      >
        <Primitive.Indicator className="text-on-leaf">
          <Check aria-hidden className="size-4 group-data-[state=indeterminate]:hidden" />
          <Minus aria-hidden className="hidden size-4 group-data-[state=indeterminate]:block" />
        </Primitive.Indicator>
      </Primitive.Root>
      <div>
        <label htmlFor={boxId} className="font-medium">
          {label}
        </label>
        {hint && (
          <p id={`${boxId}-hint`} className="text-sm text-ink-soft">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
