'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { Moment } from '@/components/ui/moment';
import { Table } from '@/components/ui/table';
import type { DocumentView } from '@/lib/features/documents';
import { removeDocument } from '../actions';

/** The person's documents, each of which can be deleted. */
export function DocumentTable({ documents }: { documents: readonly DocumentView[] }) {
  const router = useRouter();
  const [error, setError] = useState<string>();
  const [leaving, setLeaving] = useState<DocumentView>();
  async function remove({ id }: DocumentView) {
    setLeaving(undefined);
    const result = await removeDocument({ id });
    setError(result.ok ? undefined : result.error.message);
    router.refresh();
  }
  return (
    <>
      {error && <Alert tone="danger">{error}</Alert>}
      <Table
        caption="Your documents"
        rows={documents}
        rowKey={({ id }) => id}
        empty="No documents yet. Add one below."
        columns={[
          { id: 'title', header: 'Title', rowHeader: true, cell: ({ title }) => <span dir="auto">{title}</span> },
          { id: 'passages', header: 'Passages', numeric: true, cell: ({ passages }) => passages },
          { id: 'size', header: 'Size', numeric: true, cell: ({ bytes }) => `${Math.ceil(bytes / 1024)} KiB` },
          { id: 'added', header: 'Added', cell: ({ createdAt }) => <Moment at={createdAt} /> },
          {
            id: 'delete',
            header: <span className="sr-only">Delete</span>,
            cell: (row) => (
              <Button variant="secondary" size="small" aria-label={`Delete ${row.title}`} onClick={() => setLeaving(row)}>
                Delete
              </Button>
            ),
          },
        ]}
      />
      <Dialog
        title={`Delete “${leaving?.title ?? ''}”?`}
        description="Tutorials that were made from it stay as they are."
        open={leaving !== undefined}
        onOpenChange={(open) => !open && setLeaving(undefined)}
        actions={
          <>
            <DialogClose>
              <Button variant="secondary">Keep it</Button>
            </DialogClose>
            <Button onClick={() => leaving && remove(leaving)}>Delete it</Button>
          </>
        }
      />
    </>
  );
}
