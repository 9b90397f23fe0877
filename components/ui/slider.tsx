'use client';

import { Slider as Primitive } from 'radix-ui';
import { classNames } from './class-names';

export interface SliderProps {
  /** Read out as the name of the thumb. */
  label: string;
  value: number;
  onValueChange: (value: number) => void;
  min: number;
  max: number;
  step?: number;
  name?: string;
  disabled?: boolean;
  /** How the value is read out, such as "20 minutes". */
  valueText?: (value: number) => string;
  'aria-describedby'?: string;
  className?: string;
}

/** One value on a range. */
export function Slider({ label, value, onValueChange, valueText, className, 'aria-describedby': describedBy, ...range }: SliderProps) {
  return (
    <Primitive.Root
      value={[value]}
      onValueChange={([next]) => next !== undefined && onValueChange(next)}
      className={classNames('relative flex h-11 w-full touch-none items-center select-none', className)}
      {...range}
    >
      <Primitive.Track className="relative h-2 grow overflow-hidden rounded-full border border-line-strong bg-sunken">
        <Primitive.Range className="absolute h-full bg-leaf" />
      </Primitive.Track>
      <Primitive.Thumb
        aria-label={label}
        aria-valuetext={valueText?.(value)}
        aria-describedby={describedBy}
        className="block size-6 rounded-full border-2 border-leaf bg-surface shadow-lift data-disabled:opacity-60"
      />
    </Primitive.Root>
  );
}
