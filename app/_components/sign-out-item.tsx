'use client';

import { signOut } from 'next-auth/react';
import { MenuItem } from '@/components/ui/menu';

/** Ends this browser's session, on the server as well, and stays at the address by which the reader came. */
export function SignOutItem() {
  async function leave() {
    await signOut({ redirect: false });
    window.location.replace('/');
  }
  return <MenuItem onSelect={() => void leave()}>Sign out</MenuItem>;
}
