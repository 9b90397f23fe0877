import { findServer, type RunningServer } from '@/lib/boot/find-server';
import { runInProcess } from '@/lib/boot/in-process';
import { currentApp } from '@/lib/core/app';
import { LoamError } from '@/lib/core/errors';
import { readEvents } from '@/lib/core/server-sent-events';
import { inference } from '@/lib/features/models/server';
import { writeStoryInput, type Story, type WriteStoryInput } from '@/lib/features/stories';
import { storiesContract } from '@/lib/features/stories/contract';
import { writeStory } from '@/lib/features/stories/server';
import { paragraphEnds, type StoryBeat } from '@/lib/vocabulary/stories';
import type { LoamCommand, Output } from '../command';
import { interruption } from '../interruption';

type Hear = (event: string, data: unknown) => void;

/** Tells a story on the standard output as it comes, with a running server's writer or one of its own. */
export const storyCommand: LoamCommand = {
  words: ['story'],
  positional: ['prompt'],
  summary: 'Write a story: planned by code, put into words by the writer, each sentence with its author.',
  input: writeStoryInput,
  details:
    'The text comes as it is written; with --json the whole story comes at the end, with plan and authors. The same over HTTP: POST /api/stories',
  async run(given, output) {
    const input = given as WriteStoryInput;
    const hear = printer(input.mode, output);
    const server = await findServer();
    if (server) return askServer(server, input, hear);
    return runInProcess(async (ctx) => {
      try {
        return await writeStory({ ...ctx, signal: interruption() }, input, ({ kind, ...data }) => hear(kind, data));
      } finally {
        inference(currentApp().settings.dataDir).close();
      }
    });
  },
  show(result) {
    const { writer, fallback, mended, sentences, seed, genre, style, note } = result as Story;
    const who = writer ? `${writer.name} ${writer.version}` : 'the composer';
    const parts = [
      `Told by ${who}`,
      ...(writer
        ? [
            `${fallback.of - fallback.sentences - mended.sentences} of ${fallback.of} sentences its own`,
            `${mended.sentences} mended by code`,
            `${fallback.sentences} by the composer`,
          ]
        : []),
      `${genre}, ${style}`,
      `seed ${seed}`,
    ];
    const putIn = [
      ...new Set(sentences.flatMap((sentence) => sentence.putIn).map(({ words, insteadOf }) => `“${words}” for “${insteadOf}”`)),
    ];
    const lines = [parts.join('; '), ...(putIn.length > 0 ? [`put in by code: ${putIn.join(', ')}`] : []), ...(note ? [note] : [])];
    return `\n— ${lines.join('\n  ')}`;
  },
};

/** Prints what is new: each beat when it stands, or its text as it comes where nothing is checked. */
function printer(mode: Story['mode'], output: Output): Hear {
  return (event, data) => {
    const { beat, text, sentences } = data as { beat: StoryBeat; text?: string; sentences?: Story['sentences'] };
    if (event === 'text') output.stream(text ?? '');
    if (event !== 'beat') return;
    const whole = sentences?.map((sentence) => sentence.text).join(' ') ?? '';
    const end = paragraphEnds.has(beat) ? '\n\n' : beat === 'ending' ? '\n' : ' ';
    const unheard = mode === 'single' && sentences?.every(({ author }) => author === 'writer') ? '' : whole;
    output.stream(unheard + end);
  };
}

async function askServer({ address, token }: RunningServer, input: WriteStoryInput, hear: Hear): Promise<Story> {
  const response = await fetch(new URL(storiesContract.stream.path, address), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(input),
    signal: interruption(),
  });
  if (!response.ok || !response.body) {
    const { error } = (await response.json()) as { error?: { code: LoamError['code']; message: string; fields?: Record<string, string> } };
    throw new LoamError(error?.code ?? 'internal', error?.message ?? `The server answered ${response.status}.`, { fields: error?.fields });
  }
  for await (const { event, data } of readEvents(response.body)) {
    if (event === 'error') {
      const { code, message } = data as { code: LoamError['code']; message: string };
      throw new LoamError(code, message);
    }
    if (event === 'story') return data as Story;
    hear(event, data);
  }
  throw new LoamError('unavailable', 'The server ended before the story did. Try again.');
}
