'use client';

import { ChevronDown } from 'lucide-react';
import Link from 'next/link';
import { buttonStyle } from '@/components/ui/button-style';
import { classNames } from '@/components/ui/class-names';
import { Menu, MenuContent, MenuLink, MenuTrigger } from '@/components/ui/menu';
import type { NavigationSection } from './navigation';

/** One section of the header: a plain link when it holds one place, a menu when it holds several. */
export function SectionMenu({ section, current }: { section: NavigationSection; current: string | undefined }) {
  const holdsCurrent = section.items.some((item) => item.href === current);
  const look = buttonStyle('quiet', 'medium', classNames('px-3', holdsCurrent && 'bg-leaf-wash text-leaf-deep'));
  const only = section.items.length === 1 ? section.items[0] : undefined;
  if (only)
    return (
      <Link href={only.href} className={look} aria-current={only.href === current ? 'page' : undefined}>
        {only.label}
      </Link>
    );
  return (
    <Menu>
      <MenuTrigger className={look}>
        {section.label}
        <ChevronDown aria-hidden className="size-4" />
      </MenuTrigger>
      <MenuContent align="start">
        {section.items.map((item) => (
          <MenuLink key={item.href} href={item.href} current={item.href === current}>
            {item.label}
          </MenuLink>
        ))}
      </MenuContent>
    </Menu>
  );
}
