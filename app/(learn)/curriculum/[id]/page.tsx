import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { LessonView, type LessonQuestion } from '@/components/learning/lesson-view';
import { MarkKnown } from '@/components/learning/mark-known';
import { StatusBadge } from '@/components/learning/status-badge';
import { Badge } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/link-button';
import { Markdown } from '@/components/ui/markdown';
import { pageContext } from '@/lib/entry/page';
import type { Concept } from '@/lib/features/curriculum';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import { conceptStatuses, latestAnswers, questionId, readerExercises } from '@/lib/features/learning/server';
import { trackNames } from '@/lib/vocabulary/tracks';
import { LearningProvider } from '../../_components/learning-provider';

interface Props {
  readonly params: Promise<{ id: string }>;
}

async function load({ params }: Props): Promise<Concept> {
  const { id } = await params;
  return (await loadCurriculum()).byId.get(id) ?? notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await load(props)).title };
}

/** The lesson of one concept: to be read by anyone; what is done in it is kept for who is signed in. */
export default async function LessonPage(props: Props) {
  const concept = await load(props);
  const ctx = await pageContext();
  const { id, title, prerequisites } = concept;
  const ids = concept.questions.map(({ prompt }) => questionId(id, prompt));
  const [{ byId, graph }, statuses, answers, exercises] = await Promise.all([
    loadCurriculum(),
    conceptStatuses(ctx),
    latestAnswers(ctx, ids),
    readerExercises(ctx, [id]),
  ]);
  const status = statuses.find((each) => each.id === id)?.status ?? 'new';
  const questions = ids.map((each): LessonQuestion => {
    const wasRight = answers.get(each);
    return { questionId: each, earlier: wasRight === undefined ? undefined : wasRight ? 'right' : 'wrong' };
  });
  const links = (of: readonly string[]) => of.flatMap((each) => byId.get(each) ?? []);
  return (
    <LearningProvider signedIn={ctx.actor.kind === 'user'} here={`/curriculum/${id}`}>
      <header className="mb-10 max-w-[72ch] space-y-4">
        <p className="text-sm text-ink-soft">
          <Link href={`/curriculum#${concept.track}`} className="underline underline-offset-4">
            {trackNames[concept.track]}
          </Link>
        </p>
        <h1 className="text-3xl sm:text-4xl">{title}</h1>
        <p className="flex flex-wrap gap-2">
          {ctx.actor.kind === 'user' && <StatusBadge status={status} />}
          <Badge>{concept.level}</Badge>
          <Badge>{concept.minutes} minutes</Badge>
        </p>
        <ConceptLinks label="Builds on" concepts={links(prerequisites)} />
        <ul className="list-disc space-y-1 pl-5 text-ink-soft">
          {concept.objectives.map((objective) => (
            <li key={objective}>
              <Markdown inline text={objective} />
            </li>
          ))}
        </ul>
        <div className="flex flex-wrap items-start gap-3">
          <LinkButton href={`/?topic=${encodeURIComponent(title)}`} variant="secondary">
            Make a tutorial of it
          </LinkButton>
          <MarkKnown conceptId={id} title={title} known={status === 'known'} />
        </div>
      </header>
      <LessonView concept={concept} questions={questions} exercise={exercises.get(id)} />
      <footer className="mt-12 border-t pt-6">
        <ConceptLinks label="Leads to" concepts={links(graph.dependents(id))} />
      </footer>
    </LearningProvider>
  );
}

function ConceptLinks({ label, concepts }: { label: string; concepts: readonly Concept[] }) {
  if (concepts.length === 0) return null;
  return (
    <p className="text-sm text-ink-soft">
      {label}{' '}
      {concepts.map(({ id, title }, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <Link href={`/curriculum/${id}`} className="text-leaf-deep underline underline-offset-4">
            {title}
          </Link>
        </span>
      ))}
    </p>
  );
}
