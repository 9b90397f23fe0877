import type { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';

/** One message: a 32-bit length, then a value with its typed arrays as V8 writes it. Both ends run this same program. */
export function sendMessage(socket: Socket, message: unknown): void {
  const body = serialize(message);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.byteLength);
  if (socket.writable) socket.write(Buffer.concat([length, body]));
}

/** Calls `hear` with each message that arrives whole. */
export function onMessage(socket: Socket, hear: (message: unknown) => void): void {
  let held = Buffer.alloc(0);
  socket.on('data', (bytes: Buffer) => {
    held = Buffer.concat([held, bytes]);
    for (;;) {
      const end = held.byteLength < 4 ? Infinity : 4 + held.readUInt32LE();
      if (held.byteLength < end) return;
      const message: unknown = deserialize(held.subarray(4, end));
      held = held.subarray(end);
      hear(message);
    }
  });
}
