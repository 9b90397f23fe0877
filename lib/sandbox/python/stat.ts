import type { GuestMemory } from './guest-memory';
import type { Node } from './memory-files';

/** WASI file types. */
export const fileType = { character: 2, folder: 3, file: 4 } as const;

/** Writes a WASI `filestat`: of a node, or of a stream where there is none. */
export function putStat({ bytesAt, view }: GuestMemory, pointer: number, node: Node | undefined): void {
  bytesAt(pointer, 64).fill(0);
  const memory = view();
  const at = pointer >>> 0;
  memory.setBigUint64(at + 8, node?.inode ?? 0n, true);
  memory.setUint8(at + 16, node ? fileType[node.kind] : fileType.character);
  memory.setBigUint64(at + 24, 1n, true);
  memory.setBigUint64(at + 32, node?.kind === 'file' ? BigInt(node.size) : 0n, true);
  for (const place of [40, 48, 56]) memory.setBigUint64(at + place, node?.modified ?? 0n, true);
}
