'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { AccountMenu } from './account-menu';
import type { ShellPerson } from './shell-person';
import { Horizons } from './horizons';
import { Logo } from './logo';
import { MobileMenu } from './mobile-menu';
import { currentHref, type NavigationSection } from './navigation';
import { SectionMenu } from './section-menu';
import type { Theme } from './theme';
import { ThemeToggle } from './theme-toggle';

/** Top of every page: the mark, the sections, the theme and the account. */
export function Header({
  sections,
  person,
  theme,
  accountMenu,
}: {
  sections: readonly NavigationSection[];
  person?: ShellPerson;
  theme: Theme;
  accountMenu?: ReactNode;
}) {
  const current = currentHref(sections, usePathname());
  return (
    <header className="sticky top-0 z-30 bg-paper/95 backdrop-blur-sm">
      <div className="mx-auto flex h-16 max-w-6xl items-center gap-2 px-4 sm:px-6">
        <Link href="/" className="mr-2 flex min-h-11 items-center gap-2.5 rounded-control" aria-label="Loam, start page">
          <Logo className="size-9" />
          <span className="font-serif text-2xl font-semibold tracking-tight">Loam</span>
        </Link>
        <nav aria-label="Main" className="hidden flex-1 items-center gap-1 md:flex">
          {sections.map((section) => (
            <SectionMenu key={section.id} section={section} current={current} />
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-1">
          <ThemeToggle initial={theme} />
          <AccountMenu person={person}>{accountMenu}</AccountMenu>
          <MobileMenu sections={sections} current={current} />
        </div>
      </div>
      <Horizons />
    </header>
  );
}
