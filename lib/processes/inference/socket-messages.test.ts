import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
import { serialize } from 'node:v8';
import { describe, expect, it } from 'vitest';
import { onMessage, sendMessage } from './socket-messages';

/** One end of a connection: what is pushed arrives, what is written is kept. */
function connection() {
  const written: Buffer[] = [];
  const end = new Duplex({
    read: () => undefined,
    write(bytes: Buffer, _encoding, done) {
      written.push(bytes);
      done();
    },
  });
  return { socket: end as Socket, written };
}
const packed = (body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.byteLength);
  return Buffer.concat([length, body]);
};
const closed = (socket: Socket) => new Promise((resolve) => socket.once('error', resolve));

describe('messages on a socket', () => {
  it('arrive whole however they are cut', async () => {
    const sent = [{ id: 1, text: 'äöü' }, new Float32Array([1, 2]), 'end'];
    const { socket, written } = connection();
    for (const message of sent) sendMessage(socket, message);
    const bytes = Buffer.concat(written);
    for (const size of [1, 3, 7, bytes.length]) {
      const { socket: reader } = connection();
      const heard: unknown[] = [];
      const done = new Promise<void>((resolve) =>
        onMessage(reader, (message) => {
          heard.push(message);
          if (message === 'end') resolve();
        }),
      );
      for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
      await done;
      expect(heard).toEqual(sent);
    }
  });

  it.each([
    ['what V8 did not write', packed(Buffer.from('GET / HTTP/1.1'))],
    ['a length that nobody sends', Buffer.from([0xff, 0xff, 0xff, 0xff])],
  ])('end the connection where they are %s', async (_, bytes) => {
    const { socket } = connection();
    onMessage(socket, () => undefined);
    const ended = closed(socket);
    socket.push(bytes);
    expect(await ended).toBeInstanceOf(Error);
    expect(socket.destroyed).toBe(true);
  });

  it('end the connection where the reader refuses one', async () => {
    const { socket } = connection();
    onMessage(socket, () => {
      throw new Error('not for me');
    });
    const ended = closed(socket);
    socket.push(packed(serialize({ kind: 'of another version' })));
    expect(await ended).toMatchObject({ message: 'not for me' });
  });
});
