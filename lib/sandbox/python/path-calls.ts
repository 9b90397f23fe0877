import type { Descriptors } from './descriptors';
import type { GuestMemory } from './guest-memory';
import { CallFailure, errno, type FolderNode } from './memory-files';
import { putStat } from './stat';
import type { Surroundings } from './surroundings';

const openFlag = { create: 1, folder: 2, exclusive: 4, truncate: 8 } as const;

/** The system calls on paths: opening, making, moving, removing. */
export function pathCalls(around: Surroundings, memory: GuestMemory, descriptors: Descriptors) {
  const { files } = around;
  const { textAt, put32 } = memory;

  function lookup(fd: number, pointer: number, length: number): { from: FolderNode; path: string } {
    const path = textAt(pointer, length);
    around.beforeLook(path);
    return { from: descriptors.folder(fd), path };
  }

  return {
    path_create_directory(fd: number, pointer: number, length: number) {
      const { from, path } = lookup(fd, pointer, length);
      files.createFolder(from, path);
    },
    path_filestat_get(fd: number, _flags: number, pointer: number, length: number, result: number) {
      const { from, path } = lookup(fd, pointer, length);
      putStat(memory, result, files.find(from, path));
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
      put32(
        result,
        descriptors.open(node.kind === 'folder' ? { kind: 'folder', node } : { kind: 'file', node, flags: descriptorFlags, offset: 0 }),
      );
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
  };
}
