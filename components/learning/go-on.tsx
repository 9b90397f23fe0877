import Link from 'next/link';
import { stepHash } from '@/components/tutorials/step-navigation';
import type { TutorialUnderWay } from '@/lib/features/learning/schemas';

const link = 'font-medium text-leaf-deep underline underline-offset-4';

/** On the start page: the way back to what was begun, and to what is due. */
export function GoOn({ tutorial, due }: { tutorial: TutorialUnderWay | undefined; due: number }) {
  if (!tutorial && due === 0) return null;
  return (
    <ul aria-label="Go on" className="mb-8 space-y-1 rounded-card border bg-surface px-5 py-4">
      {tutorial && (
        <li>
          Continue{' '}
          <Link href={`/tutorials/${tutorial.slug}${stepHash(tutorial.at.index)}`} className={link}>
            {tutorial.title}
          </Link>
          , step {tutorial.at.index + 1} of {tutorial.steps}
        </li>
      )}
      {due > 0 && (
        <li>
          <Link href="/review" className={link}>
            Review {due} {due === 1 ? 'card' : 'cards'}
          </Link>{' '}
          before you forget {due === 1 ? 'it' : 'them'}
        </li>
      )}
    </ul>
  );
}

/** On the start page, for visitors: lessons that can be read, run and tried without an account. */
export function ReadWithoutAccount({ lessons }: { lessons: readonly { readonly id: string; readonly title: string }[] }) {
  return (
    <p className="mt-10 border-t pt-5 text-ink-soft">
      Only looking? Read, run and try{' '}
      {lessons.map(({ id, title }) => (
        <span key={id}>
          <Link href={`/curriculum/${id}`} className={link}>
            {title}
          </Link>
          ,{' '}
        </span>
      ))}
      or any lesson of the{' '}
      <Link href="/curriculum" className={link}>
        curriculum
      </Link>
      , without an account.
    </p>
  );
}
