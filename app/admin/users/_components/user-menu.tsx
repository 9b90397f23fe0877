'use client';

import { Ellipsis } from 'lucide-react';
import { buttonStyle } from '@/components/ui/button-style';
import { Menu, MenuContent, MenuItem, MenuLink, MenuTrigger } from '@/components/ui/menu';
import type { ManagedUser } from '@/lib/features/users';
import type { UserDeed } from './user-dialog';

interface UserMenuProps {
  readonly user: ManagedUser;
  /** The admin's own account, which they cannot shut. */
  readonly own: boolean;
  readonly onEnable: () => void;
  readonly onAsk: (deed: UserDeed) => void;
}

/** What an admin may do to one account. */
export function UserMenu({ user, own, onEnable, onAsk }: UserMenuProps) {
  return (
    <Menu>
      <MenuTrigger className={buttonStyle('quiet', 'icon')} aria-label={`What to do with ${user.name}`}>
        <Ellipsis aria-hidden className="size-5" />
      </MenuTrigger>
      <MenuContent align="end">
        {user.state !== 'disabled' && <MenuItem onSelect={() => onAsk('reset')}>Link for a new password</MenuItem>}
        <MenuItem onSelect={() => onAsk('sign-out')}>End sessions and tokens</MenuItem>
        <MenuLink href={`/admin/audit?subject=${encodeURIComponent(user.id)}`}>Audit log</MenuLink>
        {user.state === 'disabled' && <MenuItem onSelect={onEnable}>Enable</MenuItem>}
        {!own && user.state !== 'disabled' && <MenuItem onSelect={() => onAsk('disable')}>Disable</MenuItem>}
        {!own && <MenuItem onSelect={() => onAsk('delete')}>Delete</MenuItem>}
      </MenuContent>
    </Menu>
  );
}
