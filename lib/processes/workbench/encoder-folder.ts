import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { compactFiles, exportEncoder, type Files } from '@/lib/ml/nets/export';
import type { FloatTensors } from '@/lib/ml/tensor/arena';
import { readSafetensors } from '@/lib/ml/tensor/safetensors';
import { writeModelFolder } from '../inference/model-folder';
import type { TaskOf, TaskResults } from './protocol';

/** Writes a trained sentence encoder as a model folder in the hub's layout, without its float32 graph. */
export async function buildEncoderFolder(task: TaskOf<'encoder-folder'>): Promise<TaskResults['encoder-folder']> {
  const { folder, weights: file, network, padToken, tokenizer, card, about } = task;
  const weights = readSafetensors(await readFile(file)).tensors as FloatTensors;
  const files: Files = {
    ...compactFiles(exportEncoder(network, weights, { head: 'features', padToken }), weights),
    'tokenizer.json': await readFile(path.join(tokenizer, 'tokenizer.json')),
    'tokenizer_config.json': await readFile(path.join(tokenizer, 'tokenizer_config.json')),
    'README.md': new TextEncoder().encode(card),
  };
  const manifest = await writeModelFolder(folder, files, { ...about, kind: 'encoder' });
  return { bytes: Object.values(manifest.files).reduce((sum, { bytes }) => sum + bytes, 0) };
}
