import Link from 'next/link';
import { stepHash } from '@/components/tutorials/step-navigation';
import { LinkButton } from '@/components/ui/link-button';
import { Progress } from '@/components/ui/progress';
import type { TutorialUnderWay } from '@/lib/features/learning/schemas';

/** Tutorials that were opened, each with the way back to where one stopped. */
export function TutorialsUnderWay({ tutorials }: { tutorials: readonly TutorialUnderWay[] }) {
  return (
    <ul className="grid gap-4 md:grid-cols-2">
      {tutorials.map(({ slug, title, steps, read, at, finishedAt }) => (
        <li key={slug} className="flex flex-col gap-3 rounded-card border bg-surface p-5">
          <h3 className="text-lg">
            <Link href={`/tutorials/${slug}`} className="underline decoration-line-strong underline-offset-4 hover:decoration-leaf">
              {title}
            </Link>
          </h3>
          <Progress
            label={finishedAt ? 'Read to the end' : `Step ${at.index + 1}: ${at.title}`}
            value={read}
            max={steps}
            detail={`${read} of ${steps} steps`}
          />
          {!finishedAt && (
            <LinkButton href={`/tutorials/${slug}${stepHash(at.index)}`} variant="secondary" className="mt-auto self-start">
              Continue
            </LinkButton>
          )}
        </li>
      ))}
    </ul>
  );
}
