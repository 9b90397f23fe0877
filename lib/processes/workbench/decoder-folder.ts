import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { compactFiles, exportAdapter, exportDecoder, type Files } from '@/lib/ml/nets/export';
import type { FloatTensors } from '@/lib/ml/tensor/arena';
import { readSafetensors } from '@/lib/ml/tensor/safetensors';
import { writeModelFolder } from '../inference/model-folder';
import type { TaskOf, TaskResults } from './protocol';

/** Writes a trained decoder as a model folder in the hub's layout. */
export async function buildDecoderFolder(task: TaskOf<'decoder-folder'>): Promise<TaskResults['decoder-folder']> {
  const { folder, weights: file, network, tokens, tokenizer, adapter, compact, card, about } = task;
  const read = async (from: string): Promise<FloatTensors> => readSafetensors(await readFile(from)).tensors as FloatTensors;
  const weights = await read(file);
  const exported = exportDecoder(network, weights, tokens);
  const files: Files = {
    ...(compact ? compactFiles(exported, weights) : exported),
    ...(adapter ? exportAdapter(await read(adapter.file), adapter.config, adapter.base) : {}),
    'tokenizer.json': await readFile(path.join(tokenizer, 'tokenizer.json')),
    'tokenizer_config.json': await readFile(path.join(tokenizer, 'tokenizer_config.json')),
    'README.md': new TextEncoder().encode(card),
  };
  const manifest = await writeModelFolder(folder, files, { ...about, kind: 'decoder' });
  return { bytes: Object.values(manifest.files).reduce((sum, { bytes }) => sum + bytes, 0) };
}
