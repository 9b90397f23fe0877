import { inference, type FoundModel } from '@/lib/features/models/server';
import type { Engine } from './engine';

/** A model of this installation, in a process beside the server. */
export function localEngine({ folder, manifest, shipped }: FoundModel, dataDir: string): Engine {
  const client = inference(dataDir).role(manifest.name, { folder });
  return {
    kind: shipped ? 'shipped' : manifest.origin ? 'pulled' : 'trained',
    model: `${manifest.name}@${manifest.version}`,
    at: null,
    async complete({ stop, ...ask }, onText, options) {
      const [promptTokens] = await client.count([ask.prompt], options);
      const { text, finish, tokens } = await client.generate({ ...ask, stop: [...stop] }, onText, options);
      return { text, finish, tokens, promptTokens };
    },
    async embed(texts, options) {
      const vectors = await client.embed(texts, options);
      const counts = await client.count(texts, options);
      return { vectors, tokens: counts.reduce((sum, count) => sum + count, 0) };
    },
  };
}
