import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { LoamError } from '@/lib/core/errors';
import { projectPath } from '@/lib/core/paths';
import { singleton } from '@/lib/core/singleton';
import { templateIds, type TemplateId } from '@/lib/vocabulary/tutorial-templates';
import { templateSchema, type Template, type TemplateView } from '../template-schemas';

export interface LoadedTemplate extends Template {
  /** Of its file, for the record of what made a tutorial. */
  readonly version: string;
}

/**
 * Checks a template's text.
 * @throws LoamError `unprocessable` that says what to mend
 */
export function parseTemplate(text: string, file: string): LoadedTemplate {
  const parsed = templateSchema.safeParse(parseYaml(text));
  if (!parsed.success) throw new LoamError('unprocessable', `${file}: ${z.prettifyError(parsed.error)}`, { cause: parsed.error });
  return { ...parsed.data, version: createHash('sha256').update(text).digest('hex').slice(0, 8) };
}

/** Every template of content/templates, read once per process. */
export function loadTemplates(): Promise<ReadonlyMap<TemplateId, LoadedTemplate>> {
  const cache = singleton('tutorial-templates', (): { reading: Promise<ReadonlyMap<TemplateId, LoadedTemplate>> | null } => ({
    reading: null,
  }));
  cache.reading ??= readAll().catch((error: unknown) => {
    cache.reading = null;
    throw error;
  });
  return cache.reading;
}

async function readAll(): Promise<ReadonlyMap<TemplateId, LoadedTemplate>> {
  const templates = await Promise.all(
    templateIds.map(async (id) => {
      const file = `content/templates/${id}.yaml`;
      const template = parseTemplate(await readFile(projectPath('content', 'templates', `${id}.yaml`), 'utf8'), file);
      if (template.id !== id) throw new LoamError('unprocessable', `${file}: its id should be ${id}, like the file's name.`);
      return [id, template] as const;
    }),
  );
  return new Map(templates);
}

/** One template by its id. */
export async function loadTemplate(id: TemplateId): Promise<LoadedTemplate> {
  return (await loadTemplates()).get(id)!;
}

/** The templates that a person can choose from. */
export async function listTemplates(): Promise<{ templates: TemplateView[] }> {
  const templates = [...(await loadTemplates()).values()];
  return { templates: templates.map(({ id, name, summary, choose }) => ({ id, name, summary, choose })) };
}
