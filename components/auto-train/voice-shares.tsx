'use client';

import { Checkbox } from '@/components/ui/checkbox';
import { Slider } from '@/components/ui/slider';
import type { TrainingStats } from '@/lib/features/automation';
import type { TellingVoice } from '@/lib/vocabulary/auto-training';
import { voiceNames } from './words';

/** What each voice tells at least, in percent; one that is not there is not asked. */
export type Shares = Readonly<Partial<Record<TellingVoice, number>>>;

const step = 5;
const usualShare = 60;

/** As much for each as a collection gives them where nobody says anything. */
export function usualShares(there: TrainingStats['voices_there']): Shares {
  const each = Math.floor(usualShare / Math.max(1, there.length));
  return Object.fromEntries(there.map(({ voice }) => [voice, each]));
}

/** Who tells, and how much of all each tells at least, whatever its points. */
export function VoiceShares({
  there,
  shares,
  disabled,
  onChange,
}: {
  there: TrainingStats['voices_there'];
  shares: Shares;
  disabled: boolean;
  onChange: (shares: Shares) => void;
}) {
  const sum = Object.values(shares).reduce((all, share) => all + share, 0);
  return (
    <fieldset className="space-y-3">
      <legend className="mb-2 font-medium">Who tells</legend>
      <ul className="grid gap-x-8 gap-y-2 sm:grid-cols-2">
        {there.map(({ voice, model }) => {
          const share = shares[voice];
          const { [voice]: _left, ...others } = shares;
          return (
            <li key={voice}>
              <Checkbox
                label={`${voiceNames[voice]}${model ? ` (${model.name} ${model.version})` : ''}`}
                hint={share === undefined ? 'is not asked' : `at least ${share} %`}
                checked={share !== undefined}
                disabled={disabled || (share !== undefined && Object.keys(others).length === 0)}
                onCheckedChange={(asked) => onChange(asked === true ? { ...shares, [voice]: 0 } : others)}
              />
              <Slider
                label={`${voiceNames[voice]}, at least`}
                min={0}
                max={100}
                step={step}
                value={share ?? 0}
                valueText={(value) => `${value} percent`}
                disabled={disabled || share === undefined}
                onValueChange={(value) => onChange({ ...shares, [voice]: Math.min(value, 100 - (sum - (share ?? 0))) })}
              />
            </li>
          );
        })}
      </ul>
      <p className="text-sm text-ink-soft">
        {Object.keys(shares).length === 1 ? 'All of it is told by one voice.' : `The other ${100 - sum} % go to whoever tells best.`} From
        the composer alone a model learns nothing new.
      </p>
    </fieldset>
  );
}
