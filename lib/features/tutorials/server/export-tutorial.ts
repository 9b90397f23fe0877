import type { Ctx } from '@/db/ctx';
import type { ExportFormat } from '../schemas';
import { tutorialAsHtml } from './export/html';
import { tutorialAsMarkdown } from './export/markdown';
import { tutorialAsNotebook } from './export/notebook';
import { readTutorial } from './read-tutorial';

export interface ExportedTutorial {
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

/** One of the tutorials that the caller may read, as a file. */
export async function exportTutorial(
  ctx: Ctx,
  { slug, format }: { readonly slug: string; readonly format: ExportFormat },
): Promise<ExportedTutorial> {
  const tutorial = await readTutorial(ctx, { slug });
  switch (format) {
    case 'md':
      return { name: `${slug}.md`, mediaType: 'text/markdown', text: tutorialAsMarkdown(tutorial) };
    case 'html':
      return { name: `${slug}.html`, mediaType: 'text/html', text: tutorialAsHtml(tutorial) };
    case 'ipynb':
      return {
        name: `${slug}.ipynb`,
        mediaType: 'application/x-ipynb+json',
        text: `${JSON.stringify(tutorialAsNotebook(tutorial), null, 1)}\n`,
      };
  }
}

/** The same as an answer that a browser saves. */
export async function downloadTutorial(ctx: Ctx, input: { readonly slug: string; readonly format: ExportFormat }): Promise<Response> {
  const { name, mediaType, text } = await exportTutorial(ctx, input);
  return new Response(text, {
    headers: {
      'content-type': `${mediaType}; charset=utf-8`,
      'content-disposition': `attachment; filename="tutorial${name.slice(name.lastIndexOf('.'))}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    },
  });
}
