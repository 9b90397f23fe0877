import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { findModels } from '@/lib/features/models/server';
import { readSetting } from '@/lib/features/settings/server';
import type { z } from 'zod';
import type { CatalogueEntry, catalogueSchema } from '../schemas';
import { hubAccess } from './sources';

type Known = Omit<CatalogueEntry, 'installed' | 'stated' | 'memoryBytes'>;

/** As stated by their authors on the hub. What a pull brings is asked of the hub when it is planned. */
const known: readonly Known[] = [
  {
    id: 'HuggingFaceTB/SmolLM2-135M-Instruct',
    title: 'SmolLM2 135M Instruct',
    kind: 'decoder',
    use: 'The smallest that follows instructions in English: completions and stories on two cores.',
    licence: 'apache-2.0',
    parameters: '135 M',
    bytes: 137e6,
  },
  {
    id: 'HuggingFaceTB/SmolLM2-360M-Instruct',
    title: 'SmolLM2 360M Instruct',
    kind: 'decoder',
    use: 'Better English than the 135 M model, at about a third of its speed.',
    licence: 'apache-2.0',
    parameters: '362 M',
    bytes: 365e6,
  },
  {
    id: 'Xenova/TinyLlama-1.1B-Chat-v1.0',
    title: 'TinyLlama 1.1B Chat',
    kind: 'decoder',
    use: 'Longer texts in fair English. Wants a machine with memory to spare.',
    licence: 'apache-2.0',
    parameters: '1.1 B',
    bytes: 1_110e6,
  },
  {
    id: 'Xenova/codet5-small',
    title: 'CodeT5 small',
    kind: 'seq2seq',
    use: 'Fills gaps in programs: text in, text out.',
    licence: 'apache-2.0',
    parameters: '60 M',
    bytes: 95e6,
  },
  {
    id: 'Xenova/all-MiniLM-L6-v2',
    title: 'all-MiniLM-L6-v2',
    kind: 'encoder',
    use: 'A general sentence encoder for /v1/embeddings.',
    licence: 'apache-2.0',
    parameters: '23 M',
    bytes: 23e6,
  },
];

const bytesBesideWeights = 150e6;

/** What is known, and which of it is here. Nothing is asked of a network. */
export async function readCatalogue(ctx: Ctx): Promise<z.input<typeof catalogueSchema>> {
  const found = await findModels(currentApp<Ctx>().settings.dataDir);
  return {
    on: await readSetting(ctx, 'HUB'),
    from: new URL(hubAccess().endpoint).host,
    models: known.map((entry) => {
      const installed = found.find(({ manifest }) => manifest.origin?.id === entry.id)?.manifest;
      return {
        ...entry,
        stated: true,
        memoryBytes: 2 * entry.bytes + bytesBesideWeights,
        installed: installed ? `${installed.name}@${installed.version}` : null,
      };
    }),
  };
}
