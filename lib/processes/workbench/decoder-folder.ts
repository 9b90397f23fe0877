import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { LoamError } from '@/lib/core/errors';
import { compactFiles, exportAdapter, exportDecoder, type Files } from '@/lib/ml/nets/export';
import type { FloatTensors } from '@/lib/ml/tensor/arena';
import { readSafetensors } from '@/lib/ml/tensor/safetensors';
import { writeModelFolder } from '../inference/model-folder';
import type { TaskOf, TaskResults } from './protocol';

/** Writes a trained decoder as a model folder in the hub's layout. */
export async function buildDecoderFolder(task: TaskOf<'decoder-folder'>): Promise<TaskResults['decoder-folder']> {
  const { folder, weights: file, network, tokens, tokenizer, adapter, strength, compact, card, about } = task;
  const read = async (from: string): Promise<FloatTensors> => readSafetensors(await readFile(from)).tensors as FloatTensors;
  const learned = await read(file);
  const weights = strength ? between(await read(strength.from), learned, strength.of) : learned;
  const exported = exportDecoder(network, weights, tokens);
  const files: Files = {
    ...(compact ? compactFiles(exported, weights) : exported),
    ...(adapter ? exportAdapter(await read(adapter.file), weakened(adapter.config, strength?.of), adapter.base) : {}),
    'tokenizer.json': await readFile(path.join(tokenizer, 'tokenizer.json')),
    'tokenizer_config.json': await readFile(path.join(tokenizer, 'tokenizer_config.json')),
    'README.md': new TextEncoder().encode(card),
  };
  const manifest = await writeModelFolder(folder, files, { ...about, kind: 'decoder' });
  return { bytes: Object.values(manifest.files).reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Weights on the straight line between two models, as in Wortsman et al. 2022: `share` 0 for the first, 1 for the second. */
function between(first: FloatTensors, second: FloatTensors, share: number): FloatTensors {
  return new Map(
    [...second].map(([name, tensor]) => {
      const from = first.get(name)?.data;
      if (from?.length !== tensor.data.length) throw new LoamError('unprocessable', `The model before has no ${name} like this one’s.`);
      return [name, { ...tensor, data: tensor.data.map((value, i) => from[i] + share * (value - from[i])) }];
    }),
  );
}

/** Adapters are merged in proportion to alpha. */
function weakened<Config extends { readonly alpha: number }>(config: Config, share = 1): Config {
  return { ...config, alpha: config.alpha * share };
}
