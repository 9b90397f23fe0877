import { LoamError } from '@/lib/core/errors';
import type { FloatTensors } from '../tensor/arena';
import { readSafetensors, writeSafetensors } from '../tensor/safetensors';
import type { NamedTensors, Tensor } from '../tensor/tensor';
import type { TrainerState } from './trainer';

/** A state taken apart for a file: arrays by name, and the rest as plain JSON data. */
export interface PackedState {
  readonly tensors: NamedTensors;
  readonly meta: Pick<TrainerState, 'rng' | 'cursor'> & { readonly step: number; readonly slots: readonly string[] };
}

const weightPrefix = 'weight/';
const slotPrefix = (slot: string): string => `${slot}/`;

/** Names every array of a state. Nothing is copied. */
export function packState({ parameters, optimizer, rng, cursor }: TrainerState): PackedState {
  const tensors = new Map<string, Tensor>();
  for (const [name, tensor] of parameters) tensors.set(weightPrefix + name, tensor);
  for (const [slot, arrays] of Object.entries(optimizer.slots)) {
    for (const [name, tensor] of arrays) tensors.set(slotPrefix(slot) + name, tensor);
  }
  return { tensors, meta: { step: optimizer.step, slots: Object.keys(optimizer.slots), rng, cursor } };
}

/** Undoes packState. Shapes are checked when a trainer restores the state. */
export function unpackState({ tensors, meta }: PackedState): TrainerState {
  const under = (prefix: string): FloatTensors =>
    new Map(
      [...tensors]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, tensor]) => [name.slice(prefix.length), tensor as Tensor<'float32'>]),
    );
  return {
    parameters: under(weightPrefix),
    optimizer: { step: meta.step, slots: Object.fromEntries(meta.slots.map((slot) => [slot, under(slotPrefix(slot))])) },
    rng: meta.rng,
    cursor: meta.cursor,
  };
}

const metaKey = 'loam.trainer';

/** A state as one safetensors file: arrays by name, the rest as JSON in its header. */
export function encodeState(state: TrainerState): Uint8Array {
  const { tensors, meta } = packState(state);
  return writeSafetensors(tensors, { metadata: { [metaKey]: JSON.stringify(meta) } });
}

/** Undoes encodeState. Throws LoamError `unprocessable` for a file that is damaged or no trainer's state. */
export function decodeState(file: Uint8Array): TrainerState {
  const { tensors, metadata } = readSafetensors(file);
  const meta = metadata[metaKey];
  if (meta === undefined) throw new LoamError('unprocessable', 'this file holds no training state: choose one that a run has stored');
  return unpackState({ tensors, meta: JSON.parse(meta) as PackedState['meta'] });
}
