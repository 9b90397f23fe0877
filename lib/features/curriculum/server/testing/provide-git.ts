import type { TestProject } from 'vitest/node';
import { findGit } from '../transcripts/find-git';

declare module 'vitest' {
  interface ProvidedContext {
    /** The Git that replays transcripts; null where none is installed. */
    git: { readonly path: string; readonly version: string } | null;
  }
}

/** Looks for the Git that replays the transcripts of the curriculum, and says so where there is none. */
export default function setup(project: TestProject): void {
  const git = findGit();
  if ('missing' in git) process.stderr.write(`${git.missing}: the transcripts of the Git lessons are skipped.\n`);
  project.provide('git', 'missing' in git ? null : git);
}
