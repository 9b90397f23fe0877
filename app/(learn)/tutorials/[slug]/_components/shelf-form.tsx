'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { Category } from '@/lib/features/tutorials';
import { assign, share } from '../actions';

export interface ShelfFormProps {
  slug: string;
  category: string;
  categories: readonly Category[];
  shared: boolean;
  own: boolean;
}

/** Where a tutorial stands and who may read it, for trainers. */
export function ShelfForm({ slug, category, categories, shared, own }: ShelfFormProps) {
  const router = useRouter();
  const [error, setError] = useState<string>();
  async function apply(change: Promise<{ ok: boolean; error?: { message: string } }>) {
    const result = await change;
    setError(result.ok ? undefined : result.error?.message);
    router.refresh();
  }
  return (
    <div className="space-y-3">
      <Field label="Category" className="max-w-md">
        {(wiring) => (
          <Select
            {...wiring}
            value={categories.find(({ name }) => name === category)?.id ?? ''}
            options={categories.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => void apply(assign({ slug, categoryId: event.target.value }))}
          />
        )}
      </Field>
      {own && (
        <Checkbox
          label="Share it with everybody"
          hint="Everybody who is signed in finds it in the library"
          checked={shared}
          onCheckedChange={(checked) => void apply(share({ slug, shared: checked === true }))}
        />
      )}
      {error && <Alert tone="danger">{error}</Alert>}
    </div>
  );
}
