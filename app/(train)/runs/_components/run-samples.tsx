'use client';

import { useState } from 'react';
import { Slider } from '@/components/ui/slider';

/** What the model made of a fixed prompt as it learned: the latest, and a handle that goes back in time. */
export function RunSamples({ samples }: { samples: readonly { step: number; text: string }[] }) {
  const [chosen, setChosen] = useState<number>();
  const last = samples.length - 1;
  const index = Math.min(chosen ?? last, last);
  const { step, text } = samples[index];
  return (
    <div className="space-y-3">
      {samples.length > 1 && (
        <div className="max-w-md">
          <Slider
            label="Which sample"
            value={index}
            onValueChange={(next) => setChosen(next === last ? undefined : next)}
            min={0}
            max={last}
            valueText={(value) => `after step ${samples[value]?.step}`}
          />
        </div>
      )}
      <figure>
        <figcaption className="mb-2 text-sm text-ink-soft">
          After step {step}
          {index === last && samples.length > 1 && ', the latest'}
        </figcaption>
        <blockquote className="rounded-card border bg-surface p-5 font-serif leading-relaxed break-words whitespace-pre-wrap">
          {text}
        </blockquote>
      </figure>
    </div>
  );
}
