import type { Metadata } from 'next';
import { FilterForm } from '@/components/account/filter-form';
import { NextPage } from '@/components/account/next-page';
import { kindNames, runStateWords } from '@/components/runs/run-words';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { LinkButton } from '@/components/ui/link-button';
import { Select } from '@/components/ui/select';
import { page } from '@/lib/entry/page';
import { listRunsInput } from '@/lib/features/runs';
import { listRuns } from '@/lib/features/runs/server';
import { runStates } from '@/lib/vocabulary/run-states';
import { trainingKinds } from '@/lib/vocabulary/training-kinds';
import { RunTable } from './_components/run-table';

export const metadata: Metadata = { title: 'Trainings' };

/** All trainings that the person may see, narrowed down by kind and state; up to four can be compared. */
export default async function RunsPage({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const ctx = await page('trainer', '/runs');
  const wanted = await searchParams;
  const filled = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== ''));
  // An address that somebody changed by hand shows everything rather than an error.
  const parsed = listRunsInput.safeParse(filled);
  const filter = parsed.success ? parsed.data : listRunsInput.parse({});
  const { runs, next } = await listRuns(ctx, filter);
  const isNarrow = filter.state !== undefined || filter.kind !== undefined || filter.mine || filter.after !== undefined;
  const isEmpty = runs.length === 0 && !isNarrow;
  return (
    <div className="space-y-6">
      <header className="flex flex-wrap items-end justify-between gap-4">
        <div className="max-w-[60ch]">
          <h1 className="font-serif text-4xl">Trainings</h1>
          <p className="mt-2 text-ink-soft">
            One learns at a time; the others wait in line. Whatever comes out has to beat the model in use.
          </p>
        </div>
        {!isEmpty && <LinkButton href="/runs/new">Train a model</LinkButton>}
      </header>
      {isEmpty ? (
        <EmptyState
          level="h2"
          title="Nothing was trained here yet"
          description="Give Loam a text, and it learns to write in its manner. It takes minutes, on this machine, and nothing leaves it."
          action={<LinkButton href="/runs/new">Train a model</LinkButton>}
        />
      ) : (
        <>
          <FilterForm action="/runs">
            <Field label="Kind" className="min-w-40 flex-1 sm:max-w-60">
              {(wiring) => <Select {...wiring} name="kind" defaultValue={filter.kind} options={choices('any', trainingKinds, kindNames)} />}
            </Field>
            <Field label="State" className="min-w-36 flex-1 sm:max-w-52">
              {(wiring) => (
                <Select {...wiring} name="state" defaultValue={filter.state} options={choices('any', runStates, runStateWords)} />
              )}
            </Field>
            <Field label="Whose" className="min-w-36 flex-1 sm:max-w-52">
              {(wiring) => (
                <Select
                  {...wiring}
                  name="mine"
                  defaultValue={String(filter.mine)}
                  options={[
                    { value: 'false', label: 'everybody’s' },
                    { value: 'true', label: 'mine' },
                  ]}
                />
              )}
            </Field>
          </FilterForm>
          <RunTable runs={runs} />
          <NextPage path="/runs" filter={wanted} next={next} />
        </>
      )}
    </div>
  );
}

function choices<Word extends string>(all: string, words: readonly Word[], names: Readonly<Record<Word, string>>) {
  return [{ value: '', label: all }, ...words.map((word) => ({ value: word, label: names[word] }))];
}
