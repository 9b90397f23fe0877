import { buildDecoderFolder } from './decoder-folder';
import { prepareEmbedderData } from './embedder-data';
import { buildEncoderFolder } from './encoder-folder';
import { measureRate } from './measure-rate';
import type { Task, TaskName, TaskOf, TaskResults } from './protocol';
import { prepareWriterData } from './writer-data';

const deeds: { readonly [Name in TaskName]: (task: TaskOf<Name>) => Promise<TaskResults[Name]> } = {
  'writer-data': prepareWriterData,
  'decoder-folder': buildDecoderFolder,
  'embedder-data': prepareEmbedderData,
  'encoder-folder': buildEncoderFolder,
  rate: measureRate,
};

/** @throws LoamError where the task's material cannot be used */
export async function doTask(task: Task): Promise<TaskResults[TaskName]> {
  return (deeds[task.task] as (task: Task) => Promise<TaskResults[TaskName]>)(task);
}
