import { guestMemory } from './guest-memory';
import { CallFailure, errno, type FileNode, type FolderNode, type Node } from './memory-files';
import { ProgramExit, type Surroundings } from './surroundings';

type Descriptor =
  | { readonly kind: 'stdin' | 'stdout' | 'stderr' }
  | { readonly kind: 'folder'; readonly node: FolderNode }
  | { readonly kind: 'file'; readonly node: FileNode; flags: number; offset: number };

const fileType = { character: 2, folder: 3, file: 4 } as const;
const openFlag = { create: 1, folder: 2, exclusive: 4, truncate: 8 } as const;
const descriptorFlag = { append: 1 } as const;
const clockEvent = 0;
const absoluteTime = 1;
const allRights = 0x1fff_ffffn;
const maximumDescriptors = 256;
const preopened = 3;

/**
 * The operating system of a sandboxed interpreter: WASI preview 1 over files in memory, with no
 * sockets, processes or links. Specification: WASI snapshot-01 (`wasi_snapshot_preview1`).
 * Written here because the interpreter needs exact error numbers (a missing file is ENOENT), bytes
 * passed on unchanged, a quota, and sleeping that leaves the processor alone.
 *
 * @returns the import object's functions by name.
 */
export function systemCalls(around: Surroundings): Record<string, (...values: never[]) => number> {
  const { files } = around;
  const environment = Object.entries(around.environment).map(([name, value]) => `${name}=${value}`);
  const descriptors = new Map<number, Descriptor>([
    [0, { kind: 'stdin' }],
    [1, { kind: 'stdout' }],
    [2, { kind: 'stderr' }],
    [preopened, { kind: 'folder', node: files.root }],
  ]);

  const { view, bytesAt, textAt, put32, put64, putSizes, putStrings, vectors } = guestMemory(around.memory);

  function descriptor(fd: number): Descriptor {
    const found = descriptors.get(fd);
    if (!found) throw new CallFailure(errno.badDescriptor);
    return found;
  }

  function openFile(fd: number): Descriptor & { kind: 'file' } {
    const found = descriptor(fd);
    if (found.kind === 'file') return found;
    throw new CallFailure(found.kind === 'folder' ? errno.isFolder : errno.notSeekable);
  }

  function folder(fd: number): FolderNode {
    const found = descriptor(fd);
    if (found.kind !== 'folder') throw new CallFailure(errno.notFolder);
    return found.node;
  }

  function lookup(fd: number, pointer: number, length: number): { from: FolderNode; path: string } {
    const path = textAt(pointer, length);
    around.beforeLook(path);
    return { from: folder(fd), path };
  }

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

  function putStat(pointer: number, node: Node | undefined): void {
    bytesAt(pointer, 64).fill(0);
    const memory = view();
    const at = pointer >>> 0;
    memory.setBigUint64(at + 8, node?.inode ?? 0n, true);
    memory.setUint8(at + 16, node ? fileType[node.kind] : fileType.character);
    memory.setBigUint64(at + 24, 1n, true);
    memory.setBigUint64(at + 32, node?.kind === 'file' ? BigInt(node.size) : 0n, true);
    for (const place of [40, 48, 56]) memory.setBigUint64(at + place, node?.modified ?? 0n, true);
  }

  const now = (clock: number) => (clock === 0 ? around.realtime() : around.monotonic());

  const calls = {
    args_get(pointers: number, buffer: number) {
      putStrings(around.args, pointers, buffer);
    },
    args_sizes_get(count: number, size: number) {
      putSizes(around.args, count, size);
    },
    environ_get(pointers: number, buffer: number) {
      putStrings(environment, pointers, buffer);
    },
    environ_sizes_get(count: number, size: number) {
      putSizes(environment, count, size);
    },
    clock_res_get(_clock: number, pointer: number) {
      put64(pointer, 1000n);
    },
    clock_time_get(clock: number, _precision: bigint, pointer: number) {
      put64(pointer, now(clock));
    },
    random_get(pointer: number, length: number) {
      around.random(bytesAt(pointer, length));
    },
    sched_yield() {},
    proc_exit(code: number) {
      throw new ProgramExit(code);
    },
    fd_advise(fd: number) {
      descriptor(fd);
    },
    fd_allocate(fd: number, offset: bigint, length: bigint) {
      const { node } = openFile(fd);
      const size = Number(offset + length);
      if (size > node.size) files.resize(node, size);
    },
    fd_close(fd: number) {
      descriptor(fd);
      descriptors.delete(fd);
    },
    fd_datasync(fd: number) {
      descriptor(fd);
    },
    fd_sync(fd: number) {
      descriptor(fd);
    },
    fd_fdstat_get(fd: number, pointer: number) {
      const found = descriptor(fd);
      bytesAt(pointer, 24).fill(0);
      const type = found.kind === 'file' || found.kind === 'folder' ? fileType[found.kind] : fileType.character;
      view().setUint8(pointer, type);
      view().setUint16(pointer + 2, found.kind === 'file' ? found.flags : 0, true);
      put64(pointer + 8, allRights);
      put64(pointer + 16, allRights);
    },
    fd_fdstat_set_flags(fd: number, flags: number) {
      const found = descriptor(fd);
      if (found.kind === 'file') found.flags = flags;
    },
    fd_filestat_get(fd: number, pointer: number) {
      const found = descriptor(fd);
      putStat(pointer, found.kind === 'file' || found.kind === 'folder' ? found.node : undefined);
    },
    fd_filestat_set_size(fd: number, size: bigint) {
      files.resize(openFile(fd).node, Number(size));
    },
    fd_filestat_set_times(fd: number, _accessed: bigint, modified: bigint, flags: number) {
      openFile(fd).node.modified = flags & 8 ? around.realtime() : modified;
    },
    fd_pread(fd: number, pointer: number, count: number, offset: bigint, result: number) {
      put32(result, readAt(openFile(fd).node, Number(offset), pointer, count));
    },
    fd_pwrite(fd: number, pointer: number, count: number, offset: bigint, result: number) {
      put32(result, writeAt(openFile(fd).node, Number(offset), pointer, count));
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
      const found = descriptor(fd);
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
      const found = descriptor(fd);
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
      const entries = [...folder(fd).entries];
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
      descriptors.set(to, descriptor(from));
      if (from !== to) descriptors.delete(from);
    },
    fd_seek(fd: number, offset: bigint, whence: number, result: number) {
      const found = openFile(fd);
      const base = [0, found.offset, found.node.size][whence];
      const target = base + Number(offset);
      if (!Number.isSafeInteger(target) || target < 0) throw new CallFailure(errno.invalid);
      found.offset = target;
      put64(result, BigInt(target));
    },
    fd_tell(fd: number, result: number) {
      put64(result, BigInt(openFile(fd).offset));
    },
    path_create_directory(fd: number, pointer: number, length: number) {
      const { from, path } = lookup(fd, pointer, length);
      files.createFolder(from, path);
    },
    path_filestat_get(fd: number, _flags: number, pointer: number, length: number, result: number) {
      const { from, path } = lookup(fd, pointer, length);
      putStat(result, files.find(from, path));
    },
    path_filestat_set_times(
      fd: number,
      _flags: number,
      pointer: number,
      length: number,
      _accessed: bigint,
      modified: bigint,
      flags: number,
    ) {
      const { from, path } = lookup(fd, pointer, length);
      const node = files.find(from, path);
      if (node.readOnly) throw new CallFailure(errno.readOnly);
      node.modified = flags & 8 ? around.realtime() : modified;
    },
    path_open(
      fd: number,
      _lookup: number,
      pointer: number,
      length: number,
      flags: number,
      _rights: bigint,
      _inherited: bigint,
      descriptorFlags: number,
      result: number,
    ) {
      const { from, path } = lookup(fd, pointer, length);
      const place = files.locate(from, path);
      if (place.node && flags & openFlag.exclusive) throw new CallFailure(errno.exists);
      if (!place.node && !(flags & openFlag.create)) throw new CallFailure(errno.noEntry);
      const node = place.node ?? files.createFile(place);
      if (node.kind === 'file' && (flags & openFlag.folder || path.endsWith('/'))) throw new CallFailure(errno.notFolder);
      if (node.kind === 'file' && flags & openFlag.truncate) files.resize(node, 0);
      let opened = preopened + 1;
      while (descriptors.has(opened)) opened++;
      if (opened > maximumDescriptors) throw new CallFailure(errno.tooManyFiles);
      descriptors.set(
        opened,
        node.kind === 'folder' ? { kind: 'folder', node } : { kind: 'file', node, flags: descriptorFlags, offset: 0 },
      );
      put32(result, opened);
    },
    path_readlink(fd: number, pointer: number, length: number) {
      const { from, path } = lookup(fd, pointer, length);
      files.find(from, path);
      throw new CallFailure(errno.invalid);
    },
    path_remove_directory(fd: number, pointer: number, length: number) {
      const { from, path } = lookup(fd, pointer, length);
      files.removeFolder(from, path);
    },
    path_rename(fd: number, pointer: number, length: number, toFd: number, toPointer: number, toLength: number) {
      const source = lookup(fd, pointer, length);
      const target = lookup(toFd, toPointer, toLength);
      files.rename(source.from, source.path, target.from, target.path);
    },
    path_unlink_file(fd: number, pointer: number, length: number) {
      const { from, path } = lookup(fd, pointer, length);
      files.removeFile(from, path);
    },
    poll_oneoff(input: number, output: number, count: number, result: number) {
      const memory = view();
      const waits: { user: bigint; type: number; milliseconds: number }[] = [];
      for (let index = 0; index < count; index++) {
        const at = (input >>> 0) + index * 48;
        const type = memory.getUint8(at + 8);
        const timeout = memory.getBigUint64(at + 24, true);
        const absolute = type === clockEvent && memory.getUint16(at + 40, true) & absoluteTime;
        const left = absolute ? timeout - now(memory.getUint32(at + 16, true)) : timeout;
        const milliseconds = type === clockEvent ? Math.max(0, Number(left) / 1e6) : 0;
        waits.push({ user: memory.getBigUint64(at, true), type, milliseconds });
      }
      const shortest = waits.reduce((least, wait) => Math.min(least, wait.milliseconds), Infinity);
      if (waits.length > 0) around.sleep(shortest);
      const due = waits.filter((wait) => wait.milliseconds <= shortest);
      due.forEach((wait, index) => {
        const at = (output >>> 0) + index * 32;
        bytesAt(at, 32).fill(0);
        put64(at, wait.user);
        view().setUint8(at + 10, wait.type);
      });
      put32(result, due.length);
    },
  };

  const missing = ['path_link', 'path_symlink', 'sock_accept', 'sock_recv', 'sock_send', 'sock_shutdown'];
  const entries = Object.entries(calls) as [string, (...values: never[]) => void][];
  return Object.fromEntries<(...values: never[]) => number>([
    ...entries.map(([name, call]) => [name, answering(call)] as const),
    ...missing.map((name) => [name, () => errno.unsupported] as const),
  ]);
}

/** Turns failures into WASI error numbers; a pointer outside the memory is a fault. */
function answering(call: (...values: never[]) => void): (...values: never[]) => number {
  return (...values) => {
    try {
      call(...values);
      return errno.success;
    } catch (error) {
      if (error instanceof CallFailure) return error.number;
      if (error instanceof RangeError) return errno.fault;
      throw error;
    }
  };
}
