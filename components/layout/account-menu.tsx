'use client';

import { UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonStyle } from '@/components/ui/button-style';
import { LinkButton } from '@/components/ui/link-button';
import { Menu, MenuContent, MenuLink, MenuTrigger } from '@/components/ui/menu';
import type { ShellPerson } from './shell-person';

/** The account at the end of the header, or the way in when nobody is signed in. */
export function AccountMenu({ person, children }: { person?: ShellPerson; children?: ReactNode }) {
  if (!person)
    return (
      <LinkButton href="/sign-in" variant="secondary" size="small" className="min-h-11">
        Sign in
      </LinkButton>
    );
  return (
    <Menu>
      <MenuTrigger className={buttonStyle('quiet', 'icon')} aria-label={`Account of ${person.name}`}>
        <UserRound aria-hidden className="size-5" />
      </MenuTrigger>
      <MenuContent align="end">
        <div className="px-3 py-2 text-sm">
          <p className="max-w-56 truncate font-semibold">{person.name}</p>
          <p className="text-ink-soft">Signed in as {person.role}</p>
        </div>
        <MenuLink href="/settings">Settings</MenuLink>
        {children}
      </MenuContent>
    </Menu>
  );
}
