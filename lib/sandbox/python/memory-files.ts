/** WASI error numbers (preview 1) that the system calls answer with. */
export const errno = {
  success: 0,
  badDescriptor: 8,
  exists: 20,
  fault: 21,
  invalid: 28,
  isFolder: 31,
  tooManyFiles: 33,
  noEntry: 44,
  noSpace: 51,
  unsupported: 52,
  notFolder: 54,
  notEmpty: 55,
  notSeekable: 70,
  readOnly: 69,
} as const;

/** A system call that fails with a WASI error number. */
export class CallFailure extends Error {
  constructor(readonly number: number) {
    super(`errno ${number}`);
  }
}

export interface FileNode {
  readonly kind: 'file';
  readonly inode: bigint;
  readonly readOnly: boolean;
  modified: bigint;
  /** Room for the content; the first `size` bytes of it are the content. */
  bytes: Uint8Array;
  size: number;
}

export interface FolderNode {
  readonly kind: 'folder';
  readonly inode: bigint;
  readonly readOnly: boolean;
  modified: bigint;
  parent: FolderNode | undefined;
  readonly entries: Map<string, FileNode | FolderNode>;
}

export type Node = FileNode | FolderNode;

interface Place {
  readonly folder: FolderNode;
  readonly name: string;
  readonly node: Node | undefined;
}

/**
 * The only files a program sees: a tree in memory with a quota, gone with the process. What is put
 * in with `provide` (the interpreter's library) cannot be changed by the program.
 */
export class MemoryFiles {
  readonly root: FolderNode;
  private inodes = 0n;
  private nodes = 0;
  private used = 0;

  constructor(
    private readonly quota: { readonly bytes: number; readonly nodes: number },
    private readonly now: () => bigint,
  ) {
    this.root = this.folder(undefined, false);
  }

  private folder(parent: FolderNode | undefined, readOnly: boolean): FolderNode {
    return { kind: 'folder', inode: ++this.inodes, readOnly, modified: this.now(), parent, entries: new Map() };
  }

  private file(bytes: Uint8Array, readOnly: boolean): FileNode {
    return { kind: 'file', inode: ++this.inodes, readOnly, modified: this.now(), bytes, size: bytes.length };
  }

  /** Puts a read-only file at an absolute path, outside the quota. */
  provide(path: string, bytes: Uint8Array): void {
    const names = path.split('/').filter(Boolean);
    const name = names.pop() ?? '';
    let folder = this.root;
    for (const part of names) {
      let next = folder.entries.get(part);
      if (!next) folder.entries.set(part, (next = this.folder(folder, true)));
      if (next.kind !== 'folder') throw new Error(`${path} leads through a file`);
      folder = next;
    }
    folder.entries.set(name, this.file(bytes, true));
  }

  /** Where a path leads, from a folder; the last part need not exist. */
  locate(from: FolderNode, path: string): Place {
    const names = path.split('/').filter((name) => name !== '' && name !== '.');
    let folder = path.startsWith('/') ? this.root : from;
    const last = names.pop();
    if (last === undefined) return { folder, name: '.', node: folder };
    for (const name of names) folder = this.step(folder, name);
    if (last === '..') return { folder, name: last, node: folder.parent ?? this.root };
    return { folder, name: last, node: folder.entries.get(last) };
  }

  private step(folder: FolderNode, name: string): FolderNode {
    const next = name === '..' ? (folder.parent ?? this.root) : folder.entries.get(name);
    if (!next) throw new CallFailure(errno.noEntry);
    if (next.kind !== 'folder') throw new CallFailure(errno.notFolder);
    return next;
  }

  /** The node at a path, or a failure. */
  find(from: FolderNode, path: string): Node {
    const { node } = this.locate(from, path);
    if (!node) throw new CallFailure(errno.noEntry);
    if (node.kind === 'file' && path.endsWith('/')) throw new CallFailure(errno.notFolder);
    return node;
  }

  private attach(place: Place, node: Node): void {
    if (place.folder.readOnly) throw new CallFailure(errno.readOnly);
    if (this.nodes >= this.quota.nodes) throw new CallFailure(errno.noSpace);
    this.nodes++;
    place.folder.entries.set(place.name, node);
    place.folder.modified = this.now();
  }

  private detach(place: Place): void {
    if (place.folder.readOnly || place.node?.readOnly) throw new CallFailure(errno.readOnly);
    if (place.node?.kind === 'file') this.used -= place.node.size;
    this.nodes--;
    place.folder.entries.delete(place.name);
    place.folder.modified = this.now();
  }

  createFile(place: Place): FileNode {
    const node = this.file(new Uint8Array(0), false);
    this.attach(place, node);
    return node;
  }

  createFolder(from: FolderNode, path: string): void {
    const place = this.locate(from, path);
    if (place.node) throw new CallFailure(errno.exists);
    this.attach(place, this.folder(place.folder, false));
  }

  removeFile(from: FolderNode, path: string): void {
    const place = this.locate(from, path);
    if (!place.node) throw new CallFailure(errno.noEntry);
    if (place.node.kind === 'folder') throw new CallFailure(errno.isFolder);
    this.detach(place);
  }

  removeFolder(from: FolderNode, path: string): void {
    const place = this.locate(from, path);
    if (!place.node) throw new CallFailure(errno.noEntry);
    if (place.node.kind === 'file') throw new CallFailure(errno.notFolder);
    if (place.node.entries.size > 0) throw new CallFailure(errno.notEmpty);
    if (place.node === this.root || place.name === '.' || place.name === '..') throw new CallFailure(errno.invalid);
    this.detach(place);
  }

  /** Moves a node; like POSIX rename it replaces a file, and a folder only when that one is empty. */
  rename(from: FolderNode, path: string, toFolder: FolderNode, toPath: string): void {
    const source = this.locate(from, path);
    const target = this.locate(toFolder, toPath);
    if (!source.node) throw new CallFailure(errno.noEntry);
    if (source.folder.readOnly || source.node.readOnly || target.folder.readOnly) throw new CallFailure(errno.readOnly);
    if (source.node === target.node) return;
    if (source.node.kind === 'folder') {
      for (let above: FolderNode | undefined = target.folder; above; above = above.parent)
        if (above === source.node) throw new CallFailure(errno.invalid);
    }
    if (target.node) {
      if (target.node.kind === 'file' && source.node.kind === 'folder') throw new CallFailure(errno.notFolder);
      if (target.node.kind === 'folder' && source.node.kind === 'file') throw new CallFailure(errno.isFolder);
      if (target.node.kind === 'folder' && target.node.entries.size > 0) throw new CallFailure(errno.notEmpty);
      this.detach(target);
    }
    source.folder.entries.delete(source.name);
    target.folder.entries.set(target.name, source.node);
    if (source.node.kind === 'folder') source.node.parent = target.folder;
  }

  /** Sets a file's length, filling with zeros; fails when the quota is passed. */
  resize(file: FileNode, size: number): void {
    if (file.readOnly) throw new CallFailure(errno.readOnly);
    if (!Number.isSafeInteger(size) || size < 0) throw new CallFailure(errno.invalid);
    if (this.used - file.size + size > this.quota.bytes) throw new CallFailure(errno.noSpace);
    if (size > file.bytes.length) {
      const room = new Uint8Array(Math.max(size, Math.min(file.bytes.length * 2, this.quota.bytes), 1024));
      room.set(file.bytes.subarray(0, file.size));
      file.bytes = room;
    } else if (size > file.size) {
      file.bytes.fill(0, file.size, size);
    } else {
      file.bytes.fill(0, size, file.size);
    }
    this.used += size - file.size;
    file.size = size;
    file.modified = this.now();
  }

  /** Writes at a place of a file, growing it where needed. */
  write(file: FileNode, at: number, data: Uint8Array): void {
    if (file.readOnly) throw new CallFailure(errno.readOnly);
    if (at + data.length > file.size) this.resize(file, at + data.length);
    file.bytes.set(data, at);
    file.modified = this.now();
  }
}
