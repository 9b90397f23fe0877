import { LoamError, toLoamError } from '@/lib/core/errors';
import type { Completed, CompletionAsk, Engine } from '@/lib/features/engines/server';
import type { Generated, ModelClient } from '@/lib/processes/inference/client';
import type { StoryBeat } from '@/lib/vocabulary/stories';
import type { StoryWriter } from './story-writer';

/** What each step of a story tells. */
const steps: Readonly<Record<StoryBeat, string>> = {
  setting: 'It begins with the place and the hour.',
  character: 'Now the main person comes in.',
  want: 'Now it says what this person wants.',
  incident: 'Now something happens that changes the day.',
  complication: 'Now it becomes harder.',
  turn: 'Now comes the turn.',
  ending: 'Now it ends.',
};

/**
 * Engines that know no plans – a server, a model from the hub – as a writer: each is asked in words, and all it writes passes the same checks.
 * They are asked one after another; whoever fails is not asked again for this story, and `usual`, which knows plans, comes last.
 */
export function engineWriter(engines: readonly Engine[], usual: StoryWriter | undefined): StoryWriter {
  const failures: string[] = [];
  let at = 0;
  const ask = async <T>(
    byEngine: (engine: Engine) => Promise<T>,
    byUsual: (client: StoryWriter['client']) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> => {
    for (; at < engines.length; at++) {
      try {
        return await byEngine(engines[at]);
      } catch (error) {
        signal?.throwIfAborted();
        const { code, message } = toLoamError(error);
        if (code === 'internal') throw error;
        failures.push(message);
      }
    }
    if (usual) return byUsual(usual.client);
    throw new LoamError('unavailable', failures.join(' '));
  };
  const inWords = (input: Parameters<ModelClient['generate']>[0]): CompletionAsk => ({
    prompt: askInWords(String(input.prompt)),
    maxTokens: input.maxTokens ?? 60,
    temperature: input.temperature ?? 0.7,
    topP: input.topP ?? 0.95,
    stop: ['\n\n'],
    seed: input.seed ?? 0,
  });

  return {
    get name() {
      return at < engines.length ? engines[at].model.split('@')[0] : (usual?.name ?? 'composer');
    },
    get version() {
      return at < engines.length ? (engines[at].at ?? engines[at].model.split('@')[1] ?? '') : (usual?.version ?? '');
    },
    note() {
      const [name, version] = [this.name, this.version];
      return failures.length === 0 ? undefined : `${failures.join(' ')} ${name} ${version} told the rest.`;
    },
    client: {
      generate: (input, onText, options) =>
        ask(
          async (engine) => generated(await engine.complete(inWords(input), onText, options)),
          (client) => client.generate(input, onText, options),
          options?.signal,
        ),
      candidates: ({ count = 4, seed = 0, ...input }, options) =>
        ask(
          async (engine) => {
            const written: Generated[] = [];
            for (let i = 0; i < count; i++)
              written.push(generated(await engine.complete(inWords({ ...input, seed: (seed + i) >>> 0 }), undefined, options)));
            return written;
          },
          (client) => client.candidates({ ...input, count, seed }, options),
          options?.signal,
        ),
      // They tell no likelihoods: to them every text is as likely as the others.
      score: (texts, options) =>
        ask(
          () => Promise.resolve(texts.map(() => new Float32Array(1))),
          (client) => client.score(texts, options),
          options?.signal,
        ),
    },
  };
}

/** The plan's prefix (composer/prefix) as a text that any model can write on from: what the step tells and names, then the story so far. */
export function askInWords(prefix: string): string {
  const [, fields = '', before = ''] = /^<\|story\|>(.*?)(?:<\|before\|>(.*?))?<\|text\|>$/s.exec(prefix) ?? [];
  const values = new Map(fields.split(' | ').map((field) => field.split(/: (.*)/s).slice(0, 2) as [string, string]));
  const [genre, style, beat] = ['genre', 'style', 'beat'].map((name) => values.get(name)?.replaceAll('_', ' ') ?? '');
  const kept = [...values]
    .filter(([name]) => !['genre', 'style', 'beat', 'thread'].includes(name))
    .map(([name, value]) => `${name}: ${value}`);
  const manner = style === 'plain' ? 'in plain words' : `in a ${style} manner`;
  return [
    `A short ${genre} story, told ${manner}, in whole sentences. ${steps[beat as StoryBeat] ?? ''}`,
    `These words stand in the next two or three sentences – ${kept.join('; ')}.`,
    '',
    before === '' ? 'The story:' : before,
  ].join('\n');
}

/** One paragraph. Where it broke off, what follows its last whole sentence is left out. */
function generated({ text, tokens, finish }: Completed): Generated {
  const paragraph = text.trim().split(/\n/)[0];
  const whole = /^.*[.!?]["”’']?(?=\s|$)/s.exec(paragraph)?.[0];
  return { text: whole ?? paragraph, tokens, finish: whole === undefined ? finish : 'stop', logLikelihood: 0 };
}
