import { preopened, type Descriptors } from './descriptors';
import type { GuestMemory } from './guest-memory';
import { CallFailure, errno, type FileNode } from './memory-files';
import { fileType, putStat } from './stat';
import type { Surroundings } from './surroundings';

const descriptorFlag = { append: 1 } as const;
const allRights = 0x1fff_ffffn;

/** The system calls on what is open: reading, writing, seeking, listing. */
export function fileCalls(around: Surroundings, memory: GuestMemory, descriptors: Descriptors) {
  const { files } = around;
  const { view, bytesAt, put32, put64, vectors } = memory;

  function readAt(node: FileNode, offset: number, pointer: number, count: number): number {
    let total = 0;
    for (const target of vectors(pointer, count)) {
      const from = Math.min(offset + total, node.size);
      const piece = node.bytes.subarray(from, Math.min(from + target.length, node.size));
      target.set(piece);
      total += piece.length;
      if (piece.length < target.length) break;
    }
    return total;
  }

  function writeAt(node: FileNode, offset: number, pointer: number, count: number): number {
    let total = 0;
    for (const source of vectors(pointer, count)) {
      if (source.length > 0) files.write(node, offset + total, source);
      total += source.length;
    }
    return total;
  }

  return {
    fd_advise(fd: number) {
      descriptors.get(fd);
    },
    fd_allocate(fd: number, offset: bigint, length: bigint) {
      const { node } = descriptors.file(fd);
      const size = Number(offset + length);
      if (size > node.size) files.resize(node, size);
    },
    fd_close(fd: number) {
      descriptors.close(fd);
    },
    fd_datasync(fd: number) {
      descriptors.get(fd);
    },
    fd_sync(fd: number) {
      descriptors.get(fd);
    },
    fd_fdstat_get(fd: number, pointer: number) {
      const found = descriptors.get(fd);
      bytesAt(pointer, 24).fill(0);
      const type = found.kind === 'file' || found.kind === 'folder' ? fileType[found.kind] : fileType.character;
      view().setUint8(pointer, type);
      view().setUint16(pointer + 2, found.kind === 'file' ? found.flags : 0, true);
      put64(pointer + 8, allRights);
      put64(pointer + 16, allRights);
    },
    fd_fdstat_set_flags(fd: number, flags: number) {
      const found = descriptors.get(fd);
      if (found.kind === 'file') found.flags = flags;
    },
    fd_filestat_get(fd: number, pointer: number) {
      const found = descriptors.get(fd);
      putStat(memory, pointer, found.kind === 'file' || found.kind === 'folder' ? found.node : undefined);
    },
    fd_filestat_set_size(fd: number, size: bigint) {
      files.resize(descriptors.file(fd).node, Number(size));
    },
    fd_filestat_set_times(fd: number, _accessed: bigint, modified: bigint, flags: number) {
      descriptors.file(fd).node.modified = flags & 8 ? around.realtime() : modified;
    },
    fd_pread(fd: number, pointer: number, count: number, offset: bigint, result: number) {
      put32(result, readAt(descriptors.file(fd).node, Number(offset), pointer, count));
    },
    fd_pwrite(fd: number, pointer: number, count: number, offset: bigint, result: number) {
      put32(result, writeAt(descriptors.file(fd).node, Number(offset), pointer, count));
    },
    fd_prestat_get(fd: number, pointer: number) {
      if (fd !== preopened) throw new CallFailure(errno.badDescriptor);
      put32(pointer, 0);
      put32(pointer + 4, 1);
    },
    fd_prestat_dir_name(fd: number, pointer: number) {
      if (fd !== preopened) throw new CallFailure(errno.badDescriptor);
      bytesAt(pointer, 1).set([0x2f]);
    },
    fd_read(fd: number, pointer: number, count: number, result: number) {
      const found = descriptors.get(fd);
      if (found.kind === 'file') {
        const total = readAt(found.node, found.offset, pointer, count);
        found.offset += total;
        put32(result, total);
        return;
      }
      if (found.kind !== 'stdin') throw new CallFailure(errno.badDescriptor);
      let total = 0;
      for (const target of vectors(pointer, count)) {
        const piece = around.read(target.length);
        target.set(piece);
        total += piece.length;
        if (piece.length < target.length) break;
      }
      put32(result, total);
    },
    fd_write(fd: number, pointer: number, count: number, result: number) {
      const found = descriptors.get(fd);
      if (found.kind === 'file') {
        if (found.flags & descriptorFlag.append) found.offset = found.node.size;
        const total = writeAt(found.node, found.offset, pointer, count);
        found.offset += total;
        put32(result, total);
        return;
      }
      if (found.kind !== 'stdout' && found.kind !== 'stderr') throw new CallFailure(errno.badDescriptor);
      let total = 0;
      for (const piece of vectors(pointer, count)) {
        around.write(found.kind, piece);
        total += piece.length;
      }
      put32(result, total);
    },
    fd_readdir(fd: number, pointer: number, length: number, cookie: bigint, result: number) {
      const target = bytesAt(pointer, length);
      const entries = [...descriptors.folder(fd).entries];
      let used = 0;
      for (let index = Number(cookie); index < entries.length && used < length; index++) {
        const [name, node] = entries[index];
        const encoded = new TextEncoder().encode(name);
        const entry = new Uint8Array(24 + encoded.length);
        const fields = new DataView(entry.buffer);
        fields.setBigUint64(0, BigInt(index + 1), true);
        fields.setBigUint64(8, node.inode, true);
        fields.setUint32(16, encoded.length, true);
        fields.setUint8(20, fileType[node.kind]);
        entry.set(encoded, 24);
        const piece = entry.subarray(0, length - used);
        target.set(piece, used);
        used += piece.length;
      }
      put32(result, used);
    },
    fd_renumber(from: number, to: number) {
      descriptors.renumber(from, to);
    },
    fd_seek(fd: number, offset: bigint, whence: number, result: number) {
      const found = descriptors.file(fd);
      const base = [0, found.offset, found.node.size][whence];
      const target = base + Number(offset);
      if (!Number.isSafeInteger(target) || target < 0) throw new CallFailure(errno.invalid);
      found.offset = target;
      put64(result, BigInt(target));
    },
    fd_tell(fd: number, result: number) {
      put64(result, BigInt(descriptors.file(fd).offset));
    },
  };
}
