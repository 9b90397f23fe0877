import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { AppShell } from '@/components/layout/app-shell';
import type { NavigationSection } from '@/components/layout/navigation';
import { themeCookie, themeFromCookie } from '@/components/layout/theme';
import { pageContext } from '@/lib/entry/page';
import { account } from '@/lib/features/auth/server';
import { sendsElsewhere } from '@/lib/features/engines/server';
import { SignOutItem } from './sign-out-item';

const sections: readonly NavigationSection[] = [
  {
    id: 'learn',
    label: 'Learn',
    items: [
      { href: '/', label: 'New tutorial' },
      { href: '/tutorials', label: 'My tutorials', role: 'learner' },
      { href: '/library', label: 'Library', role: 'learner' },
      { href: '/documents', label: 'My documents', role: 'learner' },
      { href: '/curriculum', label: 'Curriculum' },
      { href: '/learning', label: 'My learning', role: 'learner' },
      { href: '/review', label: 'Review', role: 'learner' },
      { href: '/stories', label: 'Stories', role: 'learner' },
    ],
  },
  {
    id: 'train',
    label: 'Train',
    items: [
      { href: '/autotrain', label: 'My story model', role: 'learner' },
      { href: '/train', label: 'Overview', role: 'trainer' },
      { href: '/runs', label: 'Trainings', role: 'trainer' },
      { href: '/models', label: 'Models', role: 'trainer' },
      { href: '/batches', label: 'Batches', role: 'trainer' },
      { href: '/categories', label: 'Categories', role: 'trainer' },
    ],
  },
  {
    id: 'admin',
    label: 'Admin',
    items: [
      { href: '/admin/users', label: 'Users', role: 'admin' },
      { href: '/admin/invitations', label: 'Invitations', role: 'admin' },
      { href: '/admin/jobs', label: 'Jobs', role: 'admin' },
      { href: '/admin/audit', label: 'Audit log', role: 'admin' },
      { href: '/admin/settings', label: 'Settings', role: 'admin' },
    ],
  },
];

/** Header, navigation for the visitor's role, and footer around every page. */
export async function Shell({ children }: { children: ReactNode }) {
  const ctx = await pageContext();
  const person = ctx.actor.kind === 'user' ? await account(ctx) : undefined;
  const theme = themeFromCookie((await cookies()).get(themeCookie)?.value);
  return (
    <AppShell sections={sections} person={person} theme={theme} accountMenu={<SignOutItem />} sendsElsewhere={await sendsElsewhere(ctx)}>
      {children}
    </AppShell>
  );
}
