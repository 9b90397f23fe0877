import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { FilterForm } from '@/components/account/filter-form';
import { NextPage } from '@/components/account/next-page';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Moment } from '@/components/ui/moment';
import { Select } from '@/components/ui/select';
import { Table } from '@/components/ui/table';
import { page } from '@/lib/entry/page';
import { listAuditInput, type AuditEntryView } from '@/lib/features/audit';
import { listAudit } from '@/lib/features/audit/server';
import { auditActionNames, auditActions } from '@/lib/vocabulary/audit-actions';

export const metadata: Metadata = { title: 'Audit log' };

const actionOptions = [{ value: '', label: 'anything' }, ...auditActionNames.map((name) => ({ value: name, label: auditActions[name] }))];

export default async function AuditPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const ctx = await page('admin', '/admin/audit');
  const wanted = await searchParams;
  // An address that somebody changed by hand shows everything rather than an error.
  const parsed = listAuditInput.safeParse(wanted);
  const filter = parsed.success ? parsed.data : listAuditInput.parse({});
  const { entries, next } = await listAudit(ctx, filter);
  return (
    <div className="space-y-6">
      <header>
        <h1 className="font-serif text-4xl">Audit log</h1>
        <p className="mt-2 text-ink-soft">Who did what to whom, when and from where, the latest first.</p>
      </header>
      <FilterForm action="/admin/audit">
        <Field label="Who" className="min-w-40 flex-1">
          {(wiring) => <Input {...wiring} name="actor" placeholder="e-mail address or id" defaultValue={filter.actor} />}
        </Field>
        <Field label="Whom or what" className="min-w-40 flex-1">
          {(wiring) => <Input {...wiring} name="subject" placeholder="e-mail address, id or name" defaultValue={filter.subject} />}
        </Field>
        <Field label="Did" className="min-w-40 flex-1">
          {(wiring) => <Select {...wiring} name="action" options={actionOptions} defaultValue={filter.action} />}
        </Field>
        <Field label="From" className="min-w-36">
          {(wiring) => <Input {...wiring} name="from" type="date" defaultValue={filter.from} />}
        </Field>
        <Field label="To" className="min-w-36">
          {(wiring) => <Input {...wiring} name="to" type="date" defaultValue={filter.to} />}
        </Field>
      </FilterForm>
      <Table
        caption="Audit log"
        rows={entries}
        rowKey={(entry) => entry.id}
        empty="Nothing like that was written down."
        columns={[
          { id: 'when', header: 'When', rowHeader: true, cell: (entry) => <Moment at={entry.at} /> },
          { id: 'who', header: 'Who', cell: (entry) => (entry.actor ? <Person {...entry.actor} /> : gone(entry.actorId)) },
          { id: 'what', header: 'What', cell: (entry) => auditActions[entry.action] },
          { id: 'whom', header: 'Whom or what', cell: (entry) => whom(entry) },
          { id: 'details', header: 'Details', cell: (entry) => <span className="text-sm">{describe(entry.details)}</span> },
          { id: 'from', header: 'From', cell: (entry) => entry.address ?? 'this machine' },
        ]}
      />
      <NextPage path="/admin/audit" filter={wanted} next={next} />
    </div>
  );
}

/** The built-in account that stands for this machine has an address that is none. */
function Person({ name, email }: { name: string; email: string }) {
  return (
    <>
      {name}
      {!email.endsWith('.invalid') && <span className="block text-sm text-ink-soft">{email}</span>}
    </>
  );
}

/** Entries outlive accounts; of those that are gone the id's beginning is left. */
function gone(id: string | null): string {
  return id === null ? 'nobody signed in' : `account ${id.slice(0, 8)}, deleted`;
}

function whom({ action, subject, person }: AuditEntryView): ReactNode {
  if (person) return <Person {...person} />;
  if (subject === null) return '';
  return /^(user|account)\./.test(action) ? gone(subject) : subject.slice(0, 36);
}

function describe(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .map(
      ([name, value]) =>
        `${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}: ${Array.isArray(value) ? value.join(' ') : String(value)}`,
    )
    .join(', ');
}
