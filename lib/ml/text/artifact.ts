import { LoamError } from '@/lib/core/errors';

/** What every saved text artifact begins with. */
export interface ArtifactHead<Kind extends string> {
  readonly kind: Kind;
  readonly version: number;
}

/**
 * Checks kind and version of something read back from storage.
 * @throws LoamError unprocessable, saying what was found and that the artifact has to be built again.
 */
export function openArtifact<Kind extends string>(value: unknown, kind: Kind, version: number): Record<string, unknown> {
  const artifact = typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  if (artifact?.kind !== kind)
    throw new LoamError('unprocessable', `This is not a saved ${kind}: its kind is ${JSON.stringify(artifact?.kind ?? null)}.`);
  if (artifact.version !== version)
    throw new LoamError(
      'unprocessable',
      `This ${kind} was saved in version ${JSON.stringify(artifact.version ?? null)}, but only version ${version} can be read here. Build it again from its texts.`,
    );
  return artifact;
}

/** @throws LoamError unprocessable where a field of a saved artifact does not hold what it must. */
export function requireField(sound: boolean, kind: string, field: string): asserts sound {
  if (!sound)
    throw new LoamError(
      'unprocessable',
      `This saved ${kind} is damaged: "${field}" does not hold what it should. Build it again from its texts.`,
    );
}

export function isStringList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

export function isNumberList(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'number' && Number.isFinite(item));
}
