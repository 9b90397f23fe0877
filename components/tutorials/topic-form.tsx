'use client';

import { Sprout } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import { useId, useRef, useState, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Form } from '@/components/ui/form';
import { Input } from '@/components/ui/input';
import { Slider } from '@/components/ui/slider';
import { levels, type Level } from '@/lib/vocabulary/levels';

export interface TopicRequest {
  topic: string;
  level: Level;
  minutes: number;
}

export interface TopicFormProps {
  onSubmit: (request: TopicRequest) => void;
  /** Looks at the plan before anything is made. */
  onPlan?: (request: TopicRequest) => void;
  /** Topics offered as one press. */
  examples: readonly string[];
  initial?: Partial<TopicRequest>;
  /** A tutorial is being made. */
  busy?: boolean;
  /** What is wrong, by field; `form` is for what belongs to none. */
  errors?: Partial<Record<'topic' | 'level' | 'minutes' | 'form', string>>;
}

const levelNames: Record<Level, { name: string; hint: string }> = {
  beginner: { name: 'Beginner', hint: 'New to this' },
  intermediate: { name: 'Intermediate', hint: 'Used it before' },
  advanced: { name: 'Advanced', hint: 'See underneath' },
};

const shortest = 5;
const longest = 120;
const usual = 30;

/** The question the place begins with. */
export function TopicForm({ onSubmit, onPlan, examples, initial, busy = false, errors = {} }: TopicFormProps) {
  const [topic, setTopic] = useState(initial?.topic ?? '');
  const [level, setLevel] = useState<Level>(initial?.level ?? 'beginner');
  const [minutes, setMinutes] = useState(initial?.minutes ?? usual);
  const [missing, setMissing] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const levelLabel = useId();

  function submit(event: FormEvent) {
    event.preventDefault();
    hand(onSubmit);
  }

  function hand(over: (request: TopicRequest) => void) {
    if (busy) return;
    if (topic.trim() === '') {
      setMissing(true);
      input.current?.focus();
      return;
    }
    over({ topic: topic.trim(), level, minutes });
  }

  return (
    <Form onSubmit={submit} noValidate className="space-y-6">
      <Field
        label="What do you want to learn?"
        heading="h1"
        error={errors.topic ?? (missing ? 'Write what you want to learn, in a few words' : undefined)}
      >
        {(wiring) => (
          <Input
            {...wiring}
            ref={input}
            name="topic"
            value={topic}
            maxLength={200}
            dir="auto"
            autoComplete="off"
            className="min-h-14 text-lg"
            placeholder="For example: list comprehensions"
            onChange={(event) => {
              setTopic(event.target.value);
              setMissing(false);
            }}
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2" role="group" aria-label="Example topics">
        {examples.map((example) => (
          <button
            key={example}
            type="button"
            aria-pressed={topic === example}
            className="min-h-9 rounded-full border border-line-strong bg-surface px-3.5 text-sm hover:bg-leaf-wash aria-pressed:border-leaf aria-pressed:bg-leaf-wash aria-pressed:text-leaf-deep"
            onClick={() => {
              setTopic(example);
              setMissing(false);
            }}
          >
            {example}
          </button>
        ))}
      </div>
      <div className="grid gap-6 md:grid-cols-2">
        <div className="space-y-1.5">
          <p id={levelLabel} className="text-sm font-medium">
            Where you stand
          </p>
          <RadioGroup.Root
            aria-labelledby={levelLabel}
            name="level"
            value={level}
            onValueChange={(value) => setLevel(levels.find((known) => known === value) ?? level)}
            className="grid grid-cols-3 overflow-hidden rounded-control border border-line-strong"
          >
            {levels.map((known) => (
              <RadioGroup.Item
                key={known}
                value={known}
                className="flex min-h-14 flex-col items-center justify-center border-l border-line px-1 py-1.5 text-center first:border-l-0 hover:bg-sunken focus-visible:-outline-offset-2 data-[state=checked]:bg-leaf data-[state=checked]:text-on-leaf"
              >
                <span className="text-sm font-medium">{levelNames[known].name}</span>
                <span className="text-xs">{levelNames[known].hint}</span>
              </RadioGroup.Item>
            ))}
          </RadioGroup.Root>
          {errors.level && <p className="text-sm font-medium text-danger">{errors.level}</p>}
        </div>
        <div>
          <p className="flex justify-between text-sm">
            <span className="font-medium">Time you have</span>
            <span className="text-ink-soft tabular-nums">{minutes} minutes</span>
          </p>
          <Slider
            label="Time you have"
            name="minutes"
            min={shortest}
            max={longest}
            step={5}
            value={minutes}
            onValueChange={setMinutes}
            valueText={(value) => `${value} minutes`}
          />
          {errors.minutes && <p className="text-sm font-medium text-danger">{errors.minutes}</p>}
        </div>
      </div>
      {errors.form && <Alert tone="danger">{errors.form}</Alert>}
      <div className="flex flex-wrap gap-3">
        <Button type="submit" size="large" busy={busy} className="w-full sm:w-auto">
          {!busy && <Sprout aria-hidden className="size-5" />}
          {busy ? 'Making your tutorial…' : 'Make my tutorial'}
        </Button>
        {onPlan && !busy && (
          <Button size="large" variant="secondary" className="w-full sm:w-auto" onClick={() => hand(onPlan)}>
            Plan it first
          </Button>
        )}
      </div>
    </Form>
  );
}
