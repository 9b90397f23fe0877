import { Check, X } from 'lucide-react';
import type { AttemptCase } from '@/lib/features/learning/schemas';
import { resultWords, type TestPlace } from './result-words';

export interface ShownResults {
  readonly place: TestPlace;
  readonly cases: readonly AttemptCase[];
  readonly stderr: string;
  /** Tests that only handing in would try. */
  readonly hiddenElsewhere: number;
}

function Value({ name, text }: { name: string; text: string }) {
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="min-w-0">
        <pre tabIndex={0} role="group" aria-label={name} className="max-h-48 overflow-auto font-mono whitespace-pre-wrap">
          {text === '' ? '(nothing)' : text}
        </pre>
      </dd>
    </>
  );
}

function Case({ result, index }: { result: AttemptCase; index: number }) {
  const { passed, hidden, test, expected, got } = result;
  return (
    <li className="flex gap-3 border-t px-4 py-2.5 first:border-t-0">
      {passed ? (
        <Check aria-label="passes" className="mt-0.5 size-5 shrink-0 text-leaf-deep" />
      ) : (
        <X aria-label="does not pass" className="mt-0.5 size-5 shrink-0 text-danger" />
      )}
      <div className="min-w-0 flex-1 text-sm">
        {hidden ? <p className="text-ink-soft">Test {index + 1}, a hidden one</p> : <code className="font-mono break-words">{test}</code>}
        {!passed && !hidden && (
          <dl className="mt-1.5 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
            <Value name="expected" text={expected} />
            <Value name="got" text={got} />
          </dl>
        )}
      </div>
    </li>
  );
}

/** How each test of an exercise went, with a sentence over it that is read out. */
export function TestResults({ results }: { results: ShownResults }) {
  const { cases, place, stderr, hiddenElsewhere } = results;
  const passed = cases.every((each) => each.passed);
  return (
    <div className="border-t">
      <p role="status" className={`px-4 py-3 font-semibold ${passed ? 'text-leaf-deep' : ''}`}>
        {resultWords(cases, place, hiddenElsewhere)}
      </p>
      {stderr !== '' && !passed && (
        <div className="px-4 pb-3">
          <p className="text-sm text-ink-soft">The program said:</p>
          <pre
            tabIndex={0}
            role="group"
            aria-label="What the program wrote to standard error"
            className="mt-1 max-h-60 overflow-auto font-mono text-sm whitespace-pre-wrap text-danger"
          >
            {stderr}
          </pre>
        </div>
      )}
      <ol aria-label="Tests" className="border-t">
        {cases.map((each, index) => (
          <Case key={index} result={each} index={index} />
        ))}
      </ol>
    </div>
  );
}
