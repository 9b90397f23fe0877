import { useId, type ReactNode } from 'react';
import { classNames } from './class-names';

/** What a control needs so that assistive technology finds its label, hint and error. Spread it on the control. */
export interface ControlWiring {
  id: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  'aria-required'?: true;
}

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
  /** Makes the label a heading too, where a form is what the page is about. */
  heading?: 'h1' | 'h2';
  className?: string;
  children: (wiring: ControlWiring) => ReactNode;
}

/** Label, hint and error around one control. */
export function Field({ label, hint, error, required, hideLabel, heading: Heading, className, children }: FieldProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [hint && hintId, error && errorId].filter(Boolean).join(' ');
  const labelElement = (
    <label htmlFor={id} className={hideLabel ? 'sr-only' : classNames('block', !Heading && 'text-sm font-medium')}>
      {label}
      {required && (
        <span aria-hidden className="text-clay">
          {' '}
          *
        </span>
      )}
    </label>
  );
  return (
    <div className={classNames('space-y-1.5', className)}>
      {Heading ? <Heading className="mb-5 text-3xl sm:text-4xl">{labelElement}</Heading> : labelElement}
      {children({
        id,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': error ? true : undefined,
        'aria-required': required ? true : undefined,
      })}
      {hint && (
        <p id={hintId} className="text-sm text-ink-soft">
          {hint}
        </p>
      )}
      {error && (
        <p id={errorId} role="alert" className="text-sm font-medium text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
