'use client';

import { Check } from 'lucide-react';
import Link from 'next/link';
import { DropdownMenu as Primitive } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names';

/** A menu that opens from a button; arrows, Home, End, letters and Escape work. */
export const Menu = Primitive.Root;
export const MenuTrigger = Primitive.Trigger;

const itemStyle =
  'flex min-h-11 w-full items-center gap-2 rounded-control px-3 text-[0.9375rem] outline-none select-none ' +
  'data-highlighted:bg-leaf-wash data-highlighted:text-leaf-deep data-disabled:opacity-60';

/** The sheet of a menu. */
export function MenuContent({ className, ...rest }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        sideOffset={6}
        collisionPadding={8}
        className={classNames('z-50 min-w-48 rounded-card border bg-raised p-1.5 shadow-lift', className)}
        {...rest}
      />
    </Primitive.Portal>
  );
}

/** Does something. */
export function MenuItem({ className, ...rest }: ComponentProps<typeof Primitive.Item>) {
  return <Primitive.Item className={classNames(itemStyle, 'cursor-pointer', className)} {...rest} />;
}

/** Goes somewhere. */
export function MenuLink({ href, current, children }: { href: string; current?: boolean; children: string }) {
  return (
    <Primitive.Item asChild>
      <Link href={href} aria-current={current ? 'page' : undefined} className={classNames(itemStyle, current && 'font-semibold')}>
        {children}
      </Link>
    </Primitive.Item>
  );
}

/** One choice of several; the chosen one is ticked. */
export function MenuChoices<Value extends string>({
  label,
  value,
  choices,
  onChoose,
}: {
  label: string;
  value: Value;
  choices: readonly { value: Value; label: string }[];
  onChoose: (value: Value) => void;
}) {
  return (
    <Primitive.RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const chosen = choices.find((choice) => choice.value === next);
        if (chosen) onChoose(chosen.value);
      }}
    >
      {choices.map((choice) => (
        <Primitive.RadioItem key={choice.value} value={choice.value} className={classNames(itemStyle, 'cursor-pointer')}>
          <span className="w-5">
            <Primitive.ItemIndicator>
              <Check aria-hidden className="size-4" />
            </Primitive.ItemIndicator>
          </span>
          {choice.label}
        </Primitive.RadioItem>
      ))}
    </Primitive.RadioGroup>
  );
}
