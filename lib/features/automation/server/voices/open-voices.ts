import type { Ctx } from '@/db/ctx';
import { currentApp } from '@/lib/core/app';
import { enginesBefore, type Engine } from '@/lib/features/engines/server';
import { findModels, inference } from '@/lib/features/models/server';
import { findStoryWriter } from '@/lib/features/stories/server';
import { tellingVoices, type TellingVoice } from '@/lib/vocabulary/auto-training';
import { ownModelName } from '../own-model';
import { plainVoice } from './plain-voice';
import { storyVoice } from './story-voice';
import type { Voice } from './voice';

/**
 * Everybody who can tell stories for a person, in the order in which they are shown. Models are loaded, and servers called, when they are
 * first asked. Of those that know no plans it is the server of the settings, else a model from a hub.
 */
export async function openVoices(ctx: Ctx, personId: string): Promise<Voice[]> {
  const { dataDir } = currentApp<Ctx>().settings;
  const voices: Partial<Record<TellingVoice, Voice>> = { composer: storyVoice('composer') };
  const writer = await findStoryWriter('writer', dataDir);
  if (writer)
    voices.writer = storyVoice('writer', { ...nameOf(writer.manifest), client: inference(dataDir).role(writer.manifest.name, writer) });
  const own = await findStoryWriter(ownModelName(personId), dataDir);
  if (own) voices.own = storyVoice('own', { ...nameOf(own.manifest), client: inference(dataDir).role(own.manifest.name, own) });
  const server = (await enginesBefore(ctx, 'writer')).find(({ kind }) => kind === 'server');
  const pulled = (await findModels(dataDir)).find(({ manifest }) => manifest.kind === 'decoder' && manifest.origin !== undefined);
  if (server) voices.pulled = serverVoice(server);
  else if (pulled) voices.pulled = plainVoice(nameOf(pulled.manifest), inference(dataDir).role(pulled.manifest.name, pulled));
  return tellingVoices.flatMap((name) => voices[name] ?? []);
}

function serverVoice(engine: Engine): Voice {
  return plainVoice(
    { name: engine.model, version: engine.at ?? '' },
    {
      generate: ({ prompt, maxTokens, temperature, topP, seed }, onText, options) =>
        engine.complete({ prompt, maxTokens, temperature, topP, seed, stop: [] }, onText, options),
    },
  );
}

function nameOf({ name, version }: { readonly name: string; readonly version: string }): { name: string; version: string } {
  return { name, version };
}
