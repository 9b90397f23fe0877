import type { ModelView } from '@/lib/features/models';

/** All versions under one name. */
export interface ModelGroup {
  readonly name: string;
  /** The one that answers, else the first. */
  readonly first: ModelView;
  /** The latest first. */
  readonly versions: readonly ModelView[];
  readonly bytes: number;
}

/** Versions by name, in the order of names. */
export function groupModels(models: readonly ModelView[]): ModelGroup[] {
  const names = [...new Set(models.map(({ name }) => name))];
  return names.map((name) => {
    const versions = models.filter((model) => model.name === name).sort((a, b) => (b.number ?? -1) - (a.number ?? -1));
    return {
      name,
      first: versions.find(({ serving }) => serving) ?? versions[0],
      versions,
      bytes: versions.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  });
}

/** The models that this one came from, the oldest first; a parent that is gone ends the line. */
export function ancestorsOf(model: ModelView, models: readonly ModelView[]): { id: string; isThere: boolean }[] {
  const line: { id: string; isThere: boolean }[] = [];
  const seen = new Set([`${model.name}@${model.version}`]);
  for (let parent = model.parent; parent !== null && !seen.has(parent); ) {
    seen.add(parent);
    const found = models.find(({ name, version }) => `${name}@${version}` === parent);
    line.unshift({ id: parent, isThere: found !== undefined });
    parent = found?.parent ?? null;
  }
  return line;
}

/** The models that were trained from this one. */
export function childrenOf({ name, version }: ModelView, models: readonly ModelView[]): string[] {
  return models.filter(({ parent }) => parent === `${name}@${version}`).map((child) => `${child.name}@${child.version}`);
}
