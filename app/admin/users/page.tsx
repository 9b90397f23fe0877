import type { Metadata } from 'next';
import { FilterForm } from '@/components/account/filter-form';
import { NextPage } from '@/components/account/next-page';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { LinkButton } from '@/components/ui/link-button';
import { Select } from '@/components/ui/select';
import { page } from '@/lib/entry/page';
import { listUsersInput, userStates } from '@/lib/features/users';
import { listUsers } from '@/lib/features/users/server';
import { roles } from '@/lib/vocabulary/roles';
import { UserTable } from './_components/user-table';

export const metadata: Metadata = { title: 'Users' };

const choices = (all: string, words: readonly string[]) => [
  { value: '', label: all },
  ...words.map((word) => ({ value: word, label: word })),
];

export default async function UsersPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const ctx = await page('admin', '/admin/users');
  const wanted = await searchParams;
  // An address that somebody changed by hand shows everybody rather than an error.
  const parsed = listUsersInput.safeParse(wanted);
  const filter = parsed.success ? parsed.data : listUsersInput.parse({});
  const { users, total, next } = await listUsers(ctx, filter);
  return (
    <div className="space-y-6">
      <header className="flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1 className="font-serif text-4xl">Users</h1>
          <p className="mt-2 text-ink-soft">{total === 1 ? 'One account' : `${total} accounts`}, the latest first.</p>
        </div>
        <LinkButton href="/admin/invitations">Invite somebody</LinkButton>
      </header>
      <FilterForm action="/admin/users">
        <Field label="Name or address" className="min-w-48 flex-1">
          {(wiring) => <Input {...wiring} name="search" type="search" defaultValue={filter.search} />}
        </Field>
        <Field label="Role" className="min-w-32">
          {(wiring) => <Select {...wiring} name="role" options={choices('any', roles)} defaultValue={filter.role} />}
        </Field>
        <Field label="State" className="min-w-32">
          {(wiring) => <Select {...wiring} name="state" options={choices('any', userStates)} defaultValue={filter.state} />}
        </Field>
      </FilterForm>
      <UserTable users={users} ownId={ctx.actor.kind === 'user' ? ctx.actor.userId : ''} />
      <NextPage path="/admin/users" filter={wanted} next={next} />
    </div>
  );
}
