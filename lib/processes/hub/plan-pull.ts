import { LoamError } from '@/lib/core/errors';
import type { HubPrecision } from '@/lib/vocabulary/hub';
import { usualMemoryBudget } from '../inference/inference';
import { memoryNeeded } from '../inference/model-folder';
import { chooseFiles, type ChosenFiles } from './choose-files';
import type { HubFile, HubSource } from './source';

/** What a pull would bring, before anything large is fetched. */
export interface PullPlan extends Omit<ChosenFiles, 'files'> {
  /** Where it comes from: a host or a folder. */
  readonly from: string;
  readonly id: string;
  readonly revision: string;
  /** As it will be called here. */
  readonly name: string;
  readonly version: string;
  /** As the source states it; null where it states none. */
  readonly licence: string | null;
  readonly files: readonly HubFile[];
  readonly bytes: number;
  /** That a process will hold with the model in it, estimated from the graphs. */
  readonly memoryBytes: number;
  /** That all models together may hold on this machine. */
  readonly memoryLimitBytes: number;
}

/** Looks at a model without fetching more than its configuration. Errors: those of the source and of {@link chooseFiles}. */
export async function planPull(source: HubSource, precision?: HubPrecision, signal?: AbortSignal): Promise<PullPlan> {
  const { files: listed, revision, licence } = await source.list(signal);
  const names = listed.map(({ name }) => name);
  const { files: chosen, ...choice } = chooseFiles(names, await readConfig(source, names, revision, signal), precision);
  const files: HubFile[] = [];
  for (const name of chosen) {
    const { bytes, checksum } = listed.find((file) => file.name === name) ?? {};
    files.push(bytes !== undefined && checksum ? { name, bytes, checksum } : await source.describe(name, revision, signal));
  }
  const sum = (wanted: readonly HubFile[]): number => wanted.reduce((total, { bytes }) => total + bytes, 0);
  return {
    ...choice,
    from: source.from,
    id: source.id,
    revision,
    name: source.name,
    version: `${revision.slice(0, 12)}-${choice.precision}`,
    licence: licence ?? null,
    files,
    bytes: sum(files),
    memoryBytes: memoryNeeded(
      { runtime: 'transformers', files: Object.fromEntries(files.map((file) => [file.name, { bytes: file.bytes, sha256: '' }])) },
      'float32',
    ),
    memoryLimitBytes: usualMemoryBudget(),
  };
}

async function readConfig(source: HubSource, names: readonly string[], revision: string, signal?: AbortSignal): Promise<unknown> {
  if (!names.includes('config.json')) {
    throw new LoamError('unprocessable', `${source.id} has no config.json: it is not a model in the hub’s layout.`);
  }
  const bytes = await source.read('config.json', revision, signal);
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch (cause) {
    throw new LoamError('unprocessable', `The config.json of ${source.id} is not JSON.`, { cause });
  }
}
