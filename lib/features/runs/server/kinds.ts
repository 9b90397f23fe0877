import { LoamError } from '@/lib/core/errors';
import { singleton } from '@/lib/core/singleton';
import type { TrainingKind } from '@/lib/vocabulary/training-kinds';
import type { Kind } from '../kind';

const registered = () => singleton('training-kinds', () => new Map<TrainingKind, Kind>());

/** Makes kinds known to this process: the composition root's part. A kind of the same name is replaced. */
export function registerKinds(kinds: readonly Kind[]): void {
  for (const kind of kinds) registered().set(kind.name, kind);
}

export function allKinds(): readonly Kind[] {
  return [...registered().values()];
}

/** @throws LoamError `unprocessable` for a kind that this version of Loam does not have */
export function kindOf(name: TrainingKind): Kind {
  const kind = registered().get(name);
  if (!kind) throw new LoamError('unprocessable', `This version of Loam cannot train a ${name}.`);
  return kind;
}
