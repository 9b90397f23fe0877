import { askProgram } from '../one-task/ask';
import type { TaskName, TaskOf, TaskResults } from './protocol';

export { reciprocalRank } from './reciprocal-rank';
export type { EmbedderDataResult, HeldOut, HeldOutPassage, SearchSet, SearchSets, WriterDataResult } from './protocol';

/**
 * Does what takes seconds of computing – learning a vocabulary, cutting texts into tokens, packing a model – in a process of its own, with
 * low priority, so that it holds up nobody. The signal ends it.
 * @throws LoamError as the task; `unavailable` where the process ended without an answer
 */
export async function atWorkbench<Name extends TaskName>(
  task: TaskOf<Name>,
  options: { readonly signal?: AbortSignal } = {},
): Promise<TaskResults[Name]> {
  return (await askProgram('workbench', task, options)) as TaskResults[Name];
}
