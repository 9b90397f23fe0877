'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { classNames } from '@/components/ui/class-names';

/** Links between pages that belong together, as tabs over them. */
export function PageTabs({ label, pages }: { label: string; pages: readonly { href: string; label: string }[] }) {
  const here = usePathname();
  return (
    <nav aria-label={label} className="flex gap-1 overflow-x-auto border-b p-0.5">
      {pages.map((page) => (
        <Link
          key={page.href}
          href={page.href}
          aria-current={page.href === here ? 'page' : undefined}
          className={classNames(
            'inline-flex min-h-11 shrink-0 items-center rounded-t-control border-b-2 px-4 font-medium',
            page.href === here ? 'border-leaf text-leaf-deep' : 'border-transparent text-ink-soft hover:text-ink',
          )}
        >
          {page.label}
        </Link>
      ))}
    </nav>
  );
}
