'use client';

import { Menu as MenuIcon, X } from 'lucide-react';
import Link from 'next/link';
import { Dialog as Primitive } from 'radix-ui';
import { useState } from 'react';
import { buttonStyle } from '@/components/ui/button-style';
import { classNames } from '@/components/ui/class-names';
import type { NavigationSection } from './navigation';

/** The navigation on narrow screens: a dialog, so that the keyboard stays inside and Escape leaves it. */
export function MobileMenu({ sections, current }: { sections: readonly NavigationSection[]; current: string | undefined }) {
  const [open, setOpen] = useState(false);
  if (sections.length === 0) return null;
  return (
    <Primitive.Root open={open} onOpenChange={setOpen}>
      <Primitive.Trigger className={buttonStyle('quiet', 'icon', 'md:hidden')} aria-label="Open the menu">
        <MenuIcon aria-hidden className="size-6" />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Primitive.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 right-0 z-50 w-[min(20rem,88vw)] overflow-y-auto border-l bg-paper p-4 shadow-lift"
        >
          <div className="mb-2 flex items-center justify-between">
            <Primitive.Title className="font-serif text-xl">Menu</Primitive.Title>
            <Primitive.Close className={buttonStyle('quiet', 'icon')} aria-label="Close the menu">
              <X aria-hidden className="size-6" />
            </Primitive.Close>
          </div>
          <nav aria-label="Main">
            {sections.map((section) => (
              <div key={section.id} className="border-t py-3">
                <h2 className="px-3 font-sans text-sm font-semibold text-ink-soft">{section.label}</h2>
                <ul>
                  {section.items.map((item) => (
                    <li key={item.href}>
                      <Link
                        href={item.href}
                        aria-current={item.href === current ? 'page' : undefined}
                        onClick={() => setOpen(false)}
                        className={classNames(
                          'flex min-h-11 items-center rounded-control px-3 hover:bg-sunken',
                          item.href === current && 'bg-leaf-wash font-medium text-leaf-deep',
                        )}
                      >
                        {item.label}
                      </Link>
                    </li>
                  ))}
                </ul>
              </div>
            ))}
          </nav>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
