import { beforeEach, describe, expect, it } from 'vitest';
import { CallFailure, errno, MemoryFiles, type FileNode } from './memory-files';

let files: MemoryFiles;
beforeEach(() => {
  files = new MemoryFiles({ bytes: 1000, nodes: 10 }, () => 7n);
});

const text = (path: string) => {
  const node = files.find(files.root, path) as FileNode;
  return Buffer.from(node.bytes.subarray(0, node.size)).toString();
};
const put = (path: string, content: string) => {
  const file = files.createFile(files.locate(files.root, path));
  files.write(file, 0, Buffer.from(content));
  return file;
};
const failure = (call: () => unknown) => {
  try {
    call();
  } catch (error) {
    if (error instanceof CallFailure) return error.number;
    throw error;
  }
  return errno.success;
};

describe('MemoryFiles', () => {
  it('walks paths with dots, and cannot leave its root', () => {
    files.createFolder(files.root, 'a');
    files.createFolder(files.root, 'a/b');
    put('a/b/c', 'x');
    expect(text('/a/./b/../b//c')).toBe('x');
    expect(text('../../../a/b/c')).toBe('x');
    expect(files.find(files.root, '..')).toBe(files.root);
    expect(failure(() => files.find(files.root, 'a/b/c/'))).toBe(errno.notFolder);
    expect(failure(() => files.find(files.root, 'a/b/c/d'))).toBe(errno.notFolder);
    expect(failure(() => files.find(files.root, 'a/x/y'))).toBe(errno.noEntry);
  });

  it('writes past the end with zeros between, and cuts', () => {
    const file = put('f', 'abc');
    files.write(file, 5, Buffer.from('z'));
    expect(text('f')).toBe('abc\0\0z');
    files.resize(file, 2);
    files.resize(file, 4);
    expect(text('f')).toBe('ab\0\0');
  });

  it('holds to its quota of bytes and gives back what is removed', () => {
    const file = put('f', 'x'.repeat(900));
    expect(failure(() => files.write(file, 950, Buffer.alloc(100)))).toBe(errno.noSpace);
    expect(failure(() => files.resize(file, 2 ** 50))).toBe(errno.noSpace);
    expect(file.size).toBe(900);
    files.removeFile(files.root, 'f');
    put('g', 'x'.repeat(1000));
    expect(failure(() => put('h', 'x'))).toBe(errno.noSpace);
  });

  it('holds to its quota of files', () => {
    for (let index = 0; index < 10; index++) files.createFolder(files.root, `d${index}`);
    expect(failure(() => files.createFolder(files.root, 'more'))).toBe(errno.noSpace);
    files.removeFolder(files.root, 'd3');
    expect(failure(() => files.createFolder(files.root, 'more'))).toBe(errno.success);
  });

  it('leaves what was provided as it is', () => {
    files.provide('/lib/x.py', Buffer.from('x'));
    const provided = files.find(files.root, 'lib/x.py') as FileNode;
    expect(failure(() => files.write(provided, 0, Buffer.from('y')))).toBe(errno.readOnly);
    expect(failure(() => files.removeFile(files.root, 'lib/x.py'))).toBe(errno.readOnly);
    expect(failure(() => files.rename(files.root, 'lib', files.root, 'other'))).toBe(errno.readOnly);
    expect(failure(() => put('lib/y.py', 'y'))).toBe(errno.readOnly);
    expect(text('/lib/x.py')).toBe('x');
  });

  it('renames over a file, over an empty folder, and never into itself', () => {
    put('a', 'new');
    put('b', 'old');
    files.rename(files.root, 'a', files.root, 'b');
    expect(text('b')).toBe('new');
    expect(failure(() => files.find(files.root, 'a'))).toBe(errno.noEntry);
    files.createFolder(files.root, 'd');
    files.createFolder(files.root, 'd/e');
    expect(failure(() => files.rename(files.root, 'd', files.root, 'd/e/f'))).toBe(errno.invalid);
    expect(failure(() => files.rename(files.root, 'b', files.root, 'd'))).toBe(errno.isFolder);
    files.createFolder(files.root, 'g');
    files.rename(files.root, 'd/e', files.root, 'g');
    expect(files.find(files.root, 'g/..')).toBe(files.root);
    expect(failure(() => files.removeFolder(files.root, 'd'))).toBe(errno.success);
  });
});
