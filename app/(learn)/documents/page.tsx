import type { Metadata } from 'next';
import { page } from '@/lib/entry/page';
import { listDocuments } from '@/lib/features/documents/server';
import { DocumentForm } from './_components/document-form';
import { DocumentTable } from './_components/document-table';

export const metadata: Metadata = { title: 'My documents' };

export default async function DocumentsPage() {
  const ctx = await page('learner', '/documents');
  const { documents } = await listDocuments(ctx);
  return (
    <div className="space-y-8">
      <header className="max-w-[60ch]">
        <h1 className="font-serif text-4xl">My documents</h1>
        <p className="mt-2 text-ink-soft">
          Notes and guides of your own are material for your tutorials, beside the curriculum, and cited by heading. Nobody else sees them.
          Their code is run in the sandbox, and shown with what came of it.
        </p>
      </header>
      <DocumentTable documents={documents} />
      <DocumentForm />
    </div>
  );
}
