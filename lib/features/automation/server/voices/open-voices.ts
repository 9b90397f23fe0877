import { findModels, inference } from '@/lib/features/models/server';
import { findStoryWriter } from '@/lib/features/stories/server';
import { tellingVoices, type TellingVoice } from '@/lib/vocabulary/auto-training';
import { ownModelName } from '../own-model';
import { plainVoice } from './plain-voice';
import { storyVoice } from './story-voice';
import type { Voice } from './voice';

/** Everybody who can tell stories for a person, in the order in which they are shown. Models are loaded when they are first asked. */
export async function openVoices(personId: string, dataDir: string): Promise<Voice[]> {
  const voices: Partial<Record<TellingVoice, Voice>> = { composer: storyVoice('composer') };
  const writer = await findStoryWriter('writer', dataDir);
  if (writer)
    voices.writer = storyVoice('writer', { ...nameOf(writer.manifest), client: inference(dataDir).role(writer.manifest.name, writer) });
  const own = await findStoryWriter(ownModelName(personId), dataDir);
  if (own) voices.own = storyVoice('own', { ...nameOf(own.manifest), client: inference(dataDir).role(own.manifest.name, own) });
  const pulled = (await findModels(dataDir)).find(({ manifest }) => manifest.kind === 'decoder' && manifest.origin !== undefined);
  if (pulled) voices.pulled = plainVoice(nameOf(pulled.manifest), inference(dataDir).role(pulled.manifest.name, pulled));
  return tellingVoices.flatMap((name) => voices[name] ?? []);
}

function nameOf({ name, version }: { readonly name: string; readonly version: string }): { name: string; version: string } {
  return { name, version };
}
