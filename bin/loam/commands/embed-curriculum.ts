import path from 'node:path';
import { z } from 'zod';
import { readEnv } from '@/lib/core/env';
import { inference } from '@/lib/features/models/server';
import { embedCurriculum } from '@/lib/features/retrieval/server';
import type { LoamCommand } from '../command';

/** Makes the vectors of the lessons again, which come with Loam so that the first tutorial need not wait for them. */
export const embedCurriculumCommand: LoamCommand = {
  words: ['models', 'embed-curriculum'],
  summary: 'Embed the lessons with the embedder that comes with Loam, after either has changed.',
  input: z.object({}),
  async run() {
    const dataDir = readEnv().LOAM_DATA_DIR;
    try {
      return await embedCurriculum(dataDir);
    } finally {
      inference(dataDir).close();
    }
  },
  show(result) {
    const { file, texts, version } = result as Awaited<ReturnType<typeof embedCurriculum>>;
    return `${path.relative(process.cwd(), file)}: ${texts} texts by the embedder ${version}`;
  },
};
