'use client';

import { Star } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import type { Ratings } from '@/lib/features/tutorials';
import { rate } from '../actions';

/** One to five stars and a word why; what others gave stands beside it. */
export function RatingForm({ slug, ratings }: { slug: string; ratings: Ratings }) {
  const router = useRouter();
  const [stars, setStars] = useState(ratings.mine?.stars ?? 0);
  const [message, setMessage] = useState<{ ok: boolean; text: string }>();
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (stars === 0) return setMessage({ ok: false, text: 'Give one to five stars first.' });
    const result = await rate({ slug, stars, why: String(new FormData(event.currentTarget).get('why') ?? '') });
    setMessage(result.ok ? { ok: true, text: 'Thank you: your rating is kept.' } : { ok: false, text: result.error.message });
    router.refresh();
  }
  return (
    <Form onSubmit={submit} className="space-y-3">
      <fieldset>
        <legend className="mb-1 text-sm font-medium">How well did it serve you?</legend>
        <div className="flex">
          {[1, 2, 3, 4, 5].map((value) => (
            <label
              key={value}
              className="grid size-11 cursor-pointer place-items-center rounded-control has-focus-visible:outline-2 has-focus-visible:outline-focus"
            >
              <input
                type="radio"
                name="stars"
                value={value}
                checked={stars === value}
                onChange={() => setStars(value)}
                className="sr-only"
              />
              <span className="sr-only">{value === 1 ? '1 star' : `${value} stars`}</span>
              <Star aria-hidden className={`size-6 ${value <= stars ? 'fill-current text-clay' : 'text-ink-soft'}`} />
            </label>
          ))}
        </div>
      </fieldset>
      <Field label="A word why" className="max-w-md">
        {(wiring) => <Input {...wiring} name="why" maxLength={500} dir="auto" defaultValue={ratings.mine?.why} autoComplete="off" />}
      </Field>
      <div className="flex flex-wrap items-center gap-4">
        <Button type="submit" variant="secondary">
          {ratings.mine ? 'Change my rating' : 'Rate it'}
        </Button>
        <span className="text-sm text-ink-soft">
          {ratings.average === null ? 'Nobody has rated it yet.' : `${ratings.average} of 5, by ${ratings.count}`}
        </span>
      </div>
      {message && <Alert tone={message.ok ? 'success' : 'danger'}>{message.text}</Alert>}
    </Form>
  );
}
