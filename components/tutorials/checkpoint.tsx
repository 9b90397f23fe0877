'use client';

import { useState, type FormEvent, type ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { classNames } from '@/components/ui/class-names';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { AnswerChoices } from '@/components/learning/answer-choices';
import { keepAnswer } from '@/components/learning/kept-answers';
import { useLearning } from '@/components/learning/learning-context';
import { SignInHint } from '@/components/learning/sign-in-hint';
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
  /** What is asked, where answers are kept. */
  question?: { readonly conceptId: string; readonly questionId: string };
  /** How it was answered last, on an earlier visit. */
  earlier?: 'right' | 'wrong';
}

/** A question on the step; the reason comes with the verdict. */
export function Checkpoint({ prompt, choices, answer, also, why, question, earlier }: CheckpointProps) {
  const [given, setGiven] = useState('');
  const [answered, setAnswered] = useState(false);
  const [keeping, setKeeping] = useState('');
  const learning = useLearning();
  const anchor = question && `question-${question.questionId}`;
  const right = answered && isRightAnswer(given, answer, also);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (given.trim() === '' || answered) return;
    setAnswered(true);
    void keep();
  }

  async function keep() {
    if (!learning || !question) return;
    const input = { ...question, answer: given, slug: learning.slug };
    if (!learning.signedIn) return keepAnswer(input);
    const outcome = await learning.actions.answer(input);
    setKeeping(outcome.ok ? 'Kept. It comes back for review tomorrow.' : `It was not kept: ${outcome.message}`);
  }

  return (
    <Card id={anchor} className="scroll-mt-24 border-l-4 border-l-horizon-b">
      <form onSubmit={submit}>
        <fieldset>
          <legend className="mb-3 w-full">
            <span className="mb-1 flex flex-wrap items-center gap-2 text-sm font-semibold text-clay">
              Checkpoint
              {earlier && !answered && (
                <Badge tone={earlier === 'right' ? 'leaf' : 'neutral'}>
                  {earlier === 'right' ? 'answered' : 'answered, not right yet'}
                </Badge>
              )}
            </span>
            {prompt}
          </legend>
          <div className="space-y-2">
            <AnswerChoices choices={choices} chosen={given} answer={answer} revealed={answered} onChoose={setGiven} />
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
                setKeeping('');
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
              {keeping && <p className="mt-2 text-sm text-ink-soft">{keeping}</p>}
            </div>
          )}
        </div>
        {answered && question && (
          <SignInHint anchor={anchor}>to keep your answers and to be asked again when you are about to forget.</SignInHint>
        )}
      </form>
    </Card>
  );
}
