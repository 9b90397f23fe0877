'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { ActionAnswer } from '@/components/ui/use-action';
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
  /** What was chosen shows at once; what is refused goes back. */
  const [shown, setShown] = useState({ shared, categoryId: categories.find(({ name }) => name === category)?.id ?? '' });
  const [error, setError] = useState<string>();
  async function apply(chosen: Partial<typeof shown>, change: Promise<ActionAnswer<unknown>>) {
    const before = shown;
    setShown({ ...before, ...chosen });
    setError(undefined);
    const result = await change.catch(() => undefined);
    if (result?.ok) return router.refresh();
    setShown(before);
    setError(result?.error.message ?? 'Loam could not be reached. Is it still running?');
  }
  return (
    <div className="space-y-3">
      <Field label="Category" className="max-w-md">
        {(wiring) => (
          <Select
            {...wiring}
            value={shown.categoryId}
            options={categories.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={({ target }) => void apply({ categoryId: target.value }, assign({ slug, categoryId: target.value }))}
          />
        )}
      </Field>
      {own && (
        <Checkbox
          label="Share it with everybody"
          hint="Everybody who is signed in finds it in the library"
          checked={shown.shared}
          onCheckedChange={(checked) => void apply({ shared: checked === true }, share({ slug, shared: checked === true }))}
        />
      )}
      {error && <Alert tone="danger">{error}</Alert>}
    </div>
  );
}
