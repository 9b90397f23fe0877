'use client';

import { Star, X } from 'lucide-react';
import { useState } from 'react';
import { genreNames } from '@/components/stories/story-names';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { Preset } from '@/lib/features/automation';
import type { Failure } from './api';

export interface FavouriteSetsProps {
  presets: readonly Preset[];
  disabled: boolean;
  onTake: (preset: Preset) => void;
  onSave: (name: string) => Promise<Failure | undefined>;
  onDelete: (id: string) => void;
}

/** Sets of genres that a person comes back to. */
export function FavouriteSets({ presets, disabled, onTake, onSave, onDelete }: FavouriteSetsProps) {
  const [name, setName] = useState('');
  const [error, setError] = useState<string>();
  const [open, setOpen] = useState(false);

  async function save() {
    const failure = await onSave(name);
    setError(failure?.fields?.name ?? failure?.message);
    if (failure) return;
    setName('');
    setOpen(false);
  }

  return (
    <div className="space-y-2">
      <p className="text-sm font-medium">Favourite sets</p>
      <ul className="flex flex-wrap gap-2">
        {presets.map((preset) => (
          <li key={preset.id} className="inline-flex items-center rounded-control border border-line-strong bg-surface">
            <button
              type="button"
              disabled={disabled}
              className="inline-flex min-h-11 items-center gap-2 rounded-control px-3 text-sm disabled:opacity-60"
              title={preset.genres.length > 0 ? preset.genres.map((genre) => genreNames[genre]).join(', ') : 'All genres'}
              onClick={() => onTake(preset)}
            >
              <Star aria-hidden className="size-4 text-clay" />
              {preset.name} · {preset.num_examples}
            </button>
            <button
              type="button"
              aria-label={`Throw the set ${preset.name} away`}
              className="grid size-11 place-items-center rounded-control text-ink-soft hover:text-danger"
              onClick={() => onDelete(preset.id)}
            >
              <X aria-hidden className="size-4" />
            </button>
          </li>
        ))}
        <li>
          <Dialog
            title="Keep these settings as a favourite"
            open={open}
            onOpenChange={setOpen}
            trigger={
              <Button variant="secondary" disabled={disabled}>
                Keep as favourite…
              </Button>
            }
            actions={
              <>
                <DialogClose>
                  <Button variant="secondary">Cancel</Button>
                </DialogClose>
                <Button onClick={save}>Keep</Button>
              </>
            }
          >
            <Field label="Name" hint="One of the same name is replaced." error={error}>
              {(wiring) => <Input {...wiring} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />}
            </Field>
          </Dialog>
        </li>
      </ul>
    </div>
  );
}
