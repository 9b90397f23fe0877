import { readEnv } from '@/lib/core/env';
import { systemClock } from '@/lib/core/clock';
import { writeTextInput, type WriteTextInput } from '@/lib/features/models';
import { inference, writeText } from '@/lib/features/models/server';
import { interruption } from '../interruption';
import type { LoamCommand } from '../command';

/** Writes on from a prompt, to the standard output as it comes. */
export const generateCommand: LoamCommand = {
  words: ['generate'],
  positional: ['prompt'],
  summary: 'Write on from a beginning, with a model of this machine.',
  input: writeTextInput,
  details: 'The text goes to the standard output as it is written; with --json it comes at the end, with its speed.',
  async run(input, output) {
    const dataDir = readEnv().LOAM_DATA_DIR;
    try {
      return await writeText(input as WriteTextInput, {
        dataDir,
        clock: systemClock,
        onText: (text) => output.stream(text),
        signal: interruption(),
        deadline: 3_600_000,
      });
    } finally {
      inference(dataDir).close();
    }
  },
  // The text stands there already; what is left is to end its last line.
  show: () => '',
};
