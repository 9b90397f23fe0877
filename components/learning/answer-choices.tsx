import { Check, X } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';

export interface AnswerChoicesProps {
  choices: readonly { readonly letter: string; readonly content: ReactNode }[];
  chosen: string;
  /** The right one's letter. */
  answer: string;
  /** Shows which is right, and whether the chosen one is not. */
  revealed: boolean;
  onChoose: (letter: string) => void;
}

/** The answers that one may choose from, as radio buttons with their letters. */
export function AnswerChoices({ choices, chosen, answer, revealed, onChoose }: AnswerChoicesProps) {
  const name = useId();
  return choices.map(({ letter, content }) => {
    const isRight = revealed && letter === answer;
    const isWrong = revealed && letter === chosen && letter !== answer;
    return (
      <label
        key={letter}
        className={classNames(
          'flex min-h-11 items-start gap-3 rounded-control border px-3 py-2.5 has-focus-visible:outline-2 has-focus-visible:outline-focus',
          !revealed && 'cursor-pointer border-line-strong hover:bg-sunken has-checked:border-leaf has-checked:bg-leaf-wash',
          isRight && 'border-leaf bg-leaf-wash',
          isWrong && 'border-danger bg-danger-wash',
        )}
      >
        <input
          type="radio"
          name={name}
          value={letter}
          checked={chosen === letter}
          disabled={revealed}
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
