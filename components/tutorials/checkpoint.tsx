'use client';

import { Check, X } from 'lucide-react';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { classNames } from '@/components/ui/class-names';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { isRightAnswer } from '@/lib/features/curriculum';

export interface CheckpointProps {
  prompt: ReactNode;
  /** Empty where a short answer is typed. */
  choices: readonly { letter: string; content: ReactNode }[];
  /** The right choice's letter, or the short answer. */
  answer: string;
  /** Other spellings of a short answer. */
  also: readonly string[];
  /** Shown after an answer was given, right or wrong. */
  why: ReactNode;
  onAnswer?: (answer: string, right: boolean) => void;
}

function Choices({
  choices,
  chosen,
  answer,
  answered,
  onChoose,
}: Pick<CheckpointProps, 'choices' | 'answer'> & { chosen: string; answered: boolean; onChoose: (letter: string) => void }) {
  const name = useId();
  return choices.map(({ letter, content }) => {
    const isRight = answered && letter === answer;
    const isWrong = answered && letter === chosen && letter !== answer;
    return (
      <label
        key={letter}
        className={classNames(
          'flex min-h-11 items-start gap-3 rounded-control border px-3 py-2.5 has-focus-visible:outline-2 has-focus-visible:outline-focus',
          !answered && 'cursor-pointer border-line-strong hover:bg-sunken has-checked:border-leaf has-checked:bg-leaf-wash',
          isRight && 'border-leaf bg-leaf-wash',
          isWrong && 'border-danger bg-danger-wash',
        )}
      >
        <input
          type="radio"
          name={name}
          value={letter}
          checked={chosen === letter}
          disabled={answered}
          onChange={() => onChoose(letter)}
          className="mt-1.5 size-4 shrink-0 accent-leaf"
        />
        <span className="min-w-0 flex-1">
          <span className="mr-1.5 font-semibold text-ink-soft">{letter}.</span>
          {content}
        </span>
        {isRight && <Check aria-label="right" className="mt-1 size-5 shrink-0 text-leaf-deep" />}
        {isWrong && <X aria-label="wrong" className="mt-1 size-5 shrink-0 text-danger" />}
      </label>
    );
  });
}

/** A question on the step; the reason comes with the verdict. */
export function Checkpoint({ prompt, choices, answer, also, why, onAnswer }: CheckpointProps) {
  const [given, setGiven] = useState('');
  const [answered, setAnswered] = useState(false);
  const right = answered && isRightAnswer(given, answer, also);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (given.trim() === '' || answered) return;
    setAnswered(true);
    onAnswer?.(given, isRightAnswer(given, answer, also));
  }

  return (
    <Card className="border-l-4 border-l-horizon-b">
      <form onSubmit={submit}>
        <fieldset>
          <legend className="mb-3 w-full">
            <span className="mb-1 block text-sm font-semibold text-clay">Checkpoint</span>
            {prompt}
          </legend>
          <div className="space-y-2">
            <Choices choices={choices} chosen={given} answer={answer} answered={answered} onChoose={setGiven} />
            {choices.length === 0 && (
              <Field label="Your answer" className="max-w-md">
                {(wiring) => (
                  <Input
                    {...wiring}
                    value={given}
                    disabled={answered}
                    autoComplete="off"
                    autoCapitalize="off"
                    spellCheck={false}
                    onChange={(event) => setGiven(event.target.value)}
                  />
                )}
              </Field>
            )}
          </div>
        </fieldset>
        <div className="mt-4 flex flex-wrap gap-2">
          {answered ? (
            <Button
              variant="secondary"
              onClick={() => {
                setAnswered(false);
                setGiven('');
              }}
            >
              Try again
            </Button>
          ) : (
            <Button type="submit" aria-disabled={given.trim() === ''}>
              Check
            </Button>
          )}
        </div>
        <div role="status">
          {answered && (
            <div className="mt-4 border-t pt-4">
              <p className={classNames('font-semibold', right ? 'text-leaf-deep' : 'text-danger')}>
                {right ? 'Right.' : `Not quite. The answer is ${answer}.`}
              </p>
              <div className="mt-1">{why}</div>
            </div>
          )}
        </div>
      </form>
    </Card>
  );
}
