import { projectPath } from '@/lib/core/paths';
import { singleton } from '@/lib/core/singleton';
import { readManifest, readModelFile } from '@/lib/processes/inference/client';
import { judgeText, openJudge } from './judge';
import { readText } from './reading';

/** The second judge that comes with Loam: the probability that a text is a person's, a damaged one being as likely. */
export async function shippedJudge(): Promise<(text: string) => number> {
  const opened = singleton('second-judge', () => ({ judge: undefined as Promise<ReturnType<typeof openJudge>> | undefined }));
  opened.judge ??= readJudge();
  // What could not be opened may be there next time.
  opened.judge.catch(() => (opened.judge = undefined));
  const judge = await opened.judge;
  return (text) => judgeText(judge, readText(text));
}

async function readJudge(): Promise<ReturnType<typeof openJudge>> {
  const folder = projectPath('models', 'quality');
  const file = await readModelFile(folder, await readManifest(folder), 'judge.json');
  return openJudge(JSON.parse(file.toString('utf8')));
}
