import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { themeCookie, themeFromCookie } from '@/components/layout/theme';
import { Shell } from './_components/shell';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Loam', template: '%s · Loam' },
  description: 'A school that trains its own teacher, on your own machine.',
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf6ed' },
    { media: '(prefers-color-scheme: dark)', color: '#191510' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // The choice stands in a cookie so that the first byte already carries it: no flash, no inline script.
  const theme = themeFromCookie((await cookies()).get(themeCookie)?.value);
  return (
    <html lang="en" data-theme={theme === 'system' ? undefined : theme}>
      <body className="flex min-h-dvh flex-col">
        <Shell>{children}</Shell>
      </body>
    </html>
  );
}
