import { mkdir, rm } from 'node:fs/promises';
import { borrowModels, type Borrowed } from './borrower';
import { createInference, type Inference, type InferenceOptions, type ModelClient } from './inference';
import { listenForCalls } from './owner';
import { socketOf } from './shared-protocol';

export type SharedInference = Pick<Inference, 'role' | 'close'>;

/**
 * Inference that all processes of this host on one data folder share, so that a model is in memory once: the first to ask owns the
 * children and listens on a socket in the data folder, the others ask it. When the owner ends, what it was asked fails with
 * `unavailable`, and whoever asks next becomes the owner. The owner's budget, queues and deadlines hold for all.
 *
 * Two processes that find the socket of a dead owner in the same instant may both become owners: then a model is in memory twice, and
 * nothing else is wrong. Where the data folder's path is too long for a socket, each process has models of its own.
 */
export function shareInference(dataDir: string, options: InferenceOptions = {}): SharedInference {
  let mine: { readonly inference: Inference; readonly close: () => void } | undefined;
  let borrowed: Borrowed | undefined;

  const open = async (): Promise<Pick<Inference, 'role'>> => {
    if (mine) return mine.inference;
    if (borrowed?.alive) return borrowed;
    const socketPath = socketOf(dataDir);
    const inference = createInference(options);
    if (!socketPath) return (mine = { inference, close: () => inference.close() }).inference;
    await mkdir(dataDir, { recursive: true });
    for (;;) {
      borrowed = await borrowModels(socketPath);
      if (borrowed) return borrowed;
      // Nobody answers: a socket that still lies there belonged to a process that is gone.
      if (process.platform !== 'win32') await rm(socketPath, { force: true });
      const server = await listenForCalls(socketPath, inference);
      if (!server) continue;
      mine = { inference, close: () => (inference.close(), server.close()) };
      return inference;
    }
  };
  let turn: Promise<unknown> = Promise.resolve();
  const models = (): Promise<Pick<Inference, 'role'>> => {
    const opened = turn.then(open);
    turn = opened.catch(() => undefined);
    return opened;
  };
  return {
    role: (name, given): ModelClient => ({
      embed: async (...asked) => (await models()).role(name, given).embed(...asked),
      count: async (...asked) => (await models()).role(name, given).count(...asked),
      generate: async (...asked) => (await models()).role(name, given).generate(...asked),
      candidates: async (...asked) => (await models()).role(name, given).candidates(...asked),
      score: async (...asked) => (await models()).role(name, given).score(...asked),
    }),
    close() {
      mine?.close();
      borrowed?.close();
      [mine, borrowed] = [undefined, undefined];
    },
  };
}
