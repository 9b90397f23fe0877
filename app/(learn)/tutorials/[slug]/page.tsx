import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { TutorialView } from '@/components/tutorials/tutorial-view';
import { LinkButton } from '@/components/ui/link-button';
import { toLoamError } from '@/lib/core/errors';
import { page } from '@/lib/entry/page';
import { readProgress, stepLearning } from '@/lib/features/learning/server';
import type { Category, Tutorial } from '@/lib/features/tutorials';
import { listCategories, readTutorial } from '@/lib/features/tutorials/server';
import { includesRole } from '@/lib/vocabulary/roles';
import { LearningProvider } from '../../_components/learning-provider';
import { TutorialTools } from './_components/tutorial-tools';

interface Props {
  readonly params: Promise<{ slug: string }>;
}

const visit = cache((slug: string) => page('learner', `/tutorials/${slug}`));

const load = cache(async (slug: string): Promise<Tutorial> => {
  const ctx = await visit(slug);
  return readTutorial(ctx, { slug: decodeSlug(slug) }).catch((error: unknown) => {
    if (toLoamError(error).code === 'not_found') notFound();
    throw error;
  });
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).slug)).title };
}

export default async function TutorialPage({ params }: Props) {
  const { slug } = await params;
  const [ctx, tutorial] = await Promise.all([visit(slug), load(slug)]);
  const [progress, learning] = await Promise.all([readProgress(ctx, tutorial), stepLearning(ctx, tutorial.steps)]);
  return (
    <LearningProvider signedIn here={`/tutorials/${tutorial.slug}`} slug={tutorial.slug}>
      <TutorialView
        tutorial={tutorial}
        progress={progress}
        learning={learning}
        ending={
          <div className="flex flex-wrap gap-3">
            <LinkButton href="/learning">My learning</LinkButton>
            <LinkButton href="/" variant="secondary">
              Learn something else
            </LinkButton>
          </div>
        }
      />
      <TutorialTools tutorial={tutorial} categories={await shelves(ctx)} />
    </LearningProvider>
  );
}

/** The categories, for those who may put tutorials into them. */
async function shelves(ctx: Awaited<ReturnType<typeof page>>): Promise<readonly Category[] | null> {
  const isTrainer = ctx.actor.kind === 'user' && includesRole(ctx.actor.role, 'trainer');
  return isTrainer ? (await listCategories(ctx)).categories : null;
}

/** Slugs may hold letters of any script, which arrive percent-encoded; a broken encoding names nothing. */
function decodeSlug(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}
