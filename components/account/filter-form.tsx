import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';

/** Fields that narrow a list down; they go into the address, so that the browser's way back and a bookmark work. */
export function FilterForm({ action, children }: { action: string; children: ReactNode }) {
  return (
    <form action={action} method="get" role="search" className="flex flex-wrap items-end gap-4">
      {children}
      <Button type="submit" variant="secondary">
        Show
      </Button>
    </form>
  );
}
