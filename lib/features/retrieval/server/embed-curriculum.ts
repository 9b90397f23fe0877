import { projectPath } from '@/lib/core/paths';
import { loadCurriculum } from '@/lib/features/curriculum/server';
import { indexedTexts } from './curriculum-index';
import { shippedVectors, writeVectors } from './curriculum-vectors';
import { openEmbedder } from './embedder';

/** Embeds all that the search by meaning reads, with the embedder in models/, and writes it beside that. Throws LoamError `not_found` without one. */
export async function embedCurriculum(dataDir: string): Promise<{ file: string; texts: number; version: string }> {
  const { version, embed } = await openEmbedder(dataDir, projectPath('models', 'embedder'));
  const { concepts } = await loadCurriculum();
  const { windows, elsewhere } = await indexedTexts(concepts);
  const texts = [...new Set([...windows.flat(), ...elsewhere])];
  const file = shippedVectors();
  await writeVectors(file, texts, await embed(texts), version);
  return { file, texts: texts.length, version };
}
