import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { TutorialView } from '@/components/tutorials/tutorial-view';
import { LinkButton } from '@/components/ui/link-button';
import { toLoamError } from '@/lib/core/errors';
import { page } from '@/lib/entry/page';
import { readTutorial } from '@/lib/features/tutorials/server';
import type { Tutorial } from '@/lib/features/tutorials';

interface Props {
  readonly params: Promise<{ slug: string }>;
}

const load = cache(async (slug: string): Promise<Tutorial> => {
  const ctx = await page('learner', `/tutorials/${slug}`);
  return readTutorial(ctx, { slug: decodeSlug(slug) }).catch((error: unknown) => {
    if (toLoamError(error).code === 'not_found') notFound();
    throw error;
  });
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await load((await params).slug)).title };
}

export default async function TutorialPage({ params }: Props) {
  const tutorial = await load((await params).slug);
  return (
    <TutorialView
      tutorial={tutorial}
      ending={
        <LinkButton href="/" variant="secondary">
          Learn something else
        </LinkButton>
      }
    />
  );
}

/** Slugs may hold letters of any script, which arrive percent-encoded; a broken encoding names nothing. */
function decodeSlug(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}
