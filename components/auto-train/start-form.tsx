'use client';

import { Shuffle, Sparkles } from 'lucide-react';
import { useState } from 'react';
import { genreNames } from '@/components/stories/story-names';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { classNames } from '@/components/ui/class-names';
import { durationText } from '@/components/ui/duration';
import { Slider } from '@/components/ui/slider';
import type { Preset, TrainingStats } from '@/lib/features/automation';
import { fewestExamples, mostExamples, type TellingVoice } from '@/lib/vocabulary/auto-training';
import { genres, type Genre } from '@/lib/vocabulary/genres';
import type { Failure } from './api';
import { FavouriteSets } from './favourite-sets';
import type { Start, Wish } from './use-auto-train';
import { usualShares, VoiceShares, type Shares } from './voice-shares';

export interface StartFormProps {
  secondsPerExample: number;
  voices: TrainingStats['voices_there'];
  presets: readonly Preset[];
  busy: boolean;
  failure: Failure | undefined;
  onStart: (wish: Start) => void;
  onSavePreset: (name: string, wish: Wish) => Promise<Failure | undefined>;
  onDeletePreset: (id: string) => void;
}

/** How many texts, in which genres, and whether they are remembered. */
export function StartForm({ secondsPerExample, voices, presets, busy, failure, onStart, onSavePreset, onDeletePreset }: StartFormProps) {
  const [number, setNumber] = useState(50);
  const [chosen, setChosen] = useState<readonly Genre[]>([]);
  const [remember, setRemember] = useState(false);
  const [shares, setShares] = useState<Shares>();
  const wish: Wish = { num_examples: number, genres: chosen, store_in_memory: remember };
  const toggle = (genre: Genre) => setChosen(chosen.includes(genre) ? chosen.filter((each) => each !== genre) : [...chosen, genre]);

  function take(preset: Preset) {
    setNumber(preset.num_examples);
    setChosen(preset.genres);
    setRemember(preset.store_in_memory);
  }

  return (
    <div className="space-y-6">
      <div>
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <span className="font-medium">
            <span className="font-serif text-3xl tabular-nums">{number}</span> {number === 1 ? 'example' : 'examples'}
          </span>
          <span id="how-long" className="text-sm text-ink-soft">
            about {durationText(number * secondsPerExample)}
          </span>
        </div>
        <Slider
          label="Number of examples"
          min={fewestExamples}
          max={mostExamples}
          value={number}
          onValueChange={setNumber}
          valueText={(value) => `${value} examples`}
          aria-describedby="how-long"
          disabled={busy}
        />
      </div>
      <fieldset className="space-y-3">
        <legend className="mb-2 font-medium">Genres</legend>
        <div className="flex flex-wrap gap-2">
          <GenreButton pressed={chosen.length === 0} disabled={busy} onClick={() => setChosen([])}>
            <Shuffle aria-hidden className="size-4" /> Surprise me
          </GenreButton>
          {genres.map((genre) => (
            <GenreButton key={genre} pressed={chosen.includes(genre)} disabled={busy} onClick={() => toggle(genre)}>
              {genreNames[genre]}
            </GenreButton>
          ))}
        </div>
        <p className="text-sm text-ink-soft">
          {chosen.length === 0 ? 'All genres in turn, in an order drawn by lot.' : 'The genres come in turn, equally often.'}
        </p>
      </fieldset>
      <FavouriteSets
        presets={presets}
        disabled={busy}
        onTake={take}
        onSave={(name) => onSavePreset(name, wish)}
        onDelete={onDeletePreset}
      />
      <Checkbox
        label="Store in memory"
        hint="People and places of what is collected may come back in stories that you ask for later. You can make it forget."
        checked={remember}
        onCheckedChange={(checked) => setRemember(checked === true)}
        disabled={busy}
      />
      <VoiceShares there={voices} shares={shares ?? usualShares(voices)} disabled={busy} onChange={setShares} />
      {failure && <Alert tone="danger">{failure.message}</Alert>}
      <Button size="large" busy={busy} onClick={() => onStart({ ...wish, ...(shares && toldBy(shares)) })} className="w-full sm:w-auto">
        {!busy && <Sparkles aria-hidden className="size-5" />}
        {busy ? 'Collecting…' : 'Start collecting'}
      </Button>
    </div>
  );
}

/** Shares as a collection is asked for them. */
function toldBy(shares: Shares): Pick<Start, 'voices' | 'voice_shares'> {
  const given = Object.entries(shares) as [TellingVoice, number][];
  return { voices: given.map(([voice]) => voice), voice_shares: Object.fromEntries(given.map(([voice, share]) => [voice, share / 100])) };
}

function GenreButton({ pressed, className, ...rest }: React.ComponentProps<'button'> & { pressed: boolean }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      className={classNames(
        'inline-flex min-h-11 items-center gap-2 rounded-full border px-4 text-sm font-medium disabled:opacity-60',
        pressed ? 'border-leaf bg-leaf text-on-leaf' : 'border-line-strong bg-surface hover:border-leaf',
        className,
      )}
      {...rest}
    />
  );
}
