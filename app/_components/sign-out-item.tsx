'use client';

import { signOut } from 'next-auth/react';
import { MenuItem } from '@/components/ui/menu';

/** Ends this browser's session, on the server as well. */
export function SignOutItem() {
  return <MenuItem onSelect={() => void signOut({ callbackUrl: '/' })}>Sign out</MenuItem>;
}
