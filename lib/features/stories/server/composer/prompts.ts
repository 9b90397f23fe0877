import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectPath } from '@/lib/core/paths';
import { genres, type Genre } from '@/lib/vocabulary/genres';

const fileSchema = z.strictObject({ prompts: z.array(z.string().trim().min(1)).length(10) });

const loaded = new Map<string, Readonly<Record<Genre, readonly string[]>>>();

/** The ten prompts of each genre, read once per folder. Throws when a file is missing or does not hold ten. */
export function loadPrompts(folder: string = projectPath('content', 'prompts')): Readonly<Record<Genre, readonly string[]>> {
  const known = loaded.get(folder);
  if (known) return known;
  const entries = genres.map((genre) => [genre, fileSchema.parse(parse(readFileSync(path.join(folder, `${genre}.yaml`), 'utf8'))).prompts]);
  const prompts = Object.fromEntries(entries) as Record<Genre, string[]>;
  loaded.set(folder, prompts);
  return prompts;
}
