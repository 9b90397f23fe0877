import { projectPath } from '@/lib/core/paths';
import { exportDecoder } from '@/lib/ml/nets/export';
import { json } from '@/lib/ml/nets/export/files';
import { tokenizerFiles } from '@/lib/ml/text/bpe';
import { writeModelFolder } from '@/lib/processes/inference/client';
import type { Fiction } from '../fiction';
import { shippedFiles } from '../shipped';
import { writerCard } from './card';
import { measureHeldOutProse } from './measure';
import { endOfText, writerStages, type WriterData } from './prepare';
import { taughtTexts, writerConfig, type TrainedWriter } from './train';

export interface WriterOrigin {
  readonly stages: readonly WriterData[];
  readonly records: readonly Fiction[];
  readonly createdAt: string;
}

/** Exports a trained writer to models/writer, measures the exported files, and writes its card. */
export async function shipWriter(writer: TrainedWriter, { stages, records, createdAt }: WriterOrigin) {
  const { tokenizer, sha256 } = writer;
  const folder = projectPath('models', 'writer');
  const files = writerFiles(writer);
  const about = { name: 'writer', version: `1-${sha256.slice(0, 8)}`, kind: 'decoder', createdAt } as const;
  await writeModelFolder(folder, files, about);
  const taught = stages.flatMap((data, i) => taughtTexts(data, writerStages[i]));
  const prose = await measureHeldOutProse(folder, { records, taught, tokenizer });
  const card = await writerCard({ ...about, writer, stages, prose, records });
  await writeModelFolder(folder, { ...files, 'README.md': new TextEncoder().encode(card) }, { ...about, metrics: { prose } });
  return { folder, sha256, perplexity: prose.all.perplexity };
}

/** The files of a writer's folder, without its card. */
function writerFiles({ tokenizer, weights }: Pick<TrainedWriter, 'tokenizer' | 'weights'>) {
  const roles = { bos: endOfText, eos: '<|end|>', pad: endOfText };
  const described = tokenizerFiles(tokenizer.vocabulary, roles, { modelMaxLength: writerConfig.context });
  const ids = { bos: tokenizer.special(roles.bos), eos: tokenizer.special(roles.eos), pad: tokenizer.special(roles.pad) };
  return {
    ...shippedFiles(exportDecoder(writerConfig, weights, ids), weights),
    'tokenizer.json': json(described.tokenizer),
    'tokenizer_config.json': json(described.config),
  };
}
