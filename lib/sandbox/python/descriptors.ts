import { CallFailure, errno, type FileNode, type FolderNode } from './memory-files';

export type OpenFile = { readonly kind: 'file'; readonly node: FileNode; flags: number; offset: number };

export type Descriptor =
  { readonly kind: 'stdin' | 'stdout' | 'stderr' } | { readonly kind: 'folder'; readonly node: FolderNode } | OpenFile;

/** The descriptor of the folder that the program finds open: the root. */
export const preopened = 3;
const maximumDescriptors = 256;

/** What a program has open, by number. Its functions throw CallFailure where a number does not fit. */
export interface Descriptors {
  get(fd: number): Descriptor;
  file(fd: number): OpenFile;
  folder(fd: number): FolderNode;
  /** Gives the first free number. */
  open(opened: Descriptor): number;
  close(fd: number): void;
  renumber(from: number, to: number): void;
}

export function descriptorTable(root: FolderNode): Descriptors {
  const table = new Map<number, Descriptor>([
    [0, { kind: 'stdin' }],
    [1, { kind: 'stdout' }],
    [2, { kind: 'stderr' }],
    [preopened, { kind: 'folder', node: root }],
  ]);
  function get(fd: number): Descriptor {
    const found = table.get(fd);
    if (!found) throw new CallFailure(errno.badDescriptor);
    return found;
  }
  return {
    get,
    file(fd) {
      const found = get(fd);
      if (found.kind === 'file') return found;
      throw new CallFailure(found.kind === 'folder' ? errno.isFolder : errno.notSeekable);
    },
    folder(fd) {
      const found = get(fd);
      if (found.kind !== 'folder') throw new CallFailure(errno.notFolder);
      return found.node;
    },
    open(opened) {
      let fd = preopened + 1;
      while (table.has(fd)) fd++;
      if (fd > maximumDescriptors) throw new CallFailure(errno.tooManyFiles);
      table.set(fd, opened);
      return fd;
    },
    close(fd) {
      get(fd);
      table.delete(fd);
    },
    renumber(from, to) {
      table.set(to, get(from));
      if (from !== to) table.delete(from);
    },
  };
}
