'use client';

import { Tabs as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

export interface Tab {
  id: string;
  label: ReactNode;
  content: ReactNode;
}

/** Several views of one thing, one at a time. Arrow keys move between the tabs. */
export function Tabs({
  label,
  tabs,
  value,
  onValueChange,
}: {
  label: string;
  tabs: readonly Tab[];
  value?: string;
  onValueChange?: (id: string) => void;
}) {
  return (
    <Primitive.Root defaultValue={value === undefined ? tabs[0]?.id : undefined} value={value} onValueChange={onValueChange}>
      <Primitive.List aria-label={label} className="flex gap-1 overflow-x-auto border-b p-0.5">
        {tabs.map((tab) => (
          <Primitive.Trigger
            key={tab.id}
            value={tab.id}
            className="min-h-11 shrink-0 rounded-t-control border-b-2 border-transparent px-4 font-medium text-ink-soft hover:text-ink data-[state=active]:border-leaf data-[state=active]:text-leaf-deep"
          >
            {tab.label}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map((tab) => (
        <Primitive.Content key={tab.id} value={tab.id} className="pt-4">
          {tab.content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
