import type { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';

/** One message: a 32-bit length, then a value with its typed arrays as V8 writes it. Both ends run this same program. */
export function sendMessage(socket: Socket, message: unknown): void {
  const body = serialize(message);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.byteLength);
  if (socket.writable) socket.write(Buffer.concat([length, body]));
}

const mostBytes = 256 * 2 ** 20;

/** Calls `hear` with each message that arrives whole. What is none, or one that `hear` throws at, ends the connection and nothing else. */
export function onMessage(socket: Socket, hear: (message: unknown) => void): void {
  let held: Buffer[] = [];
  let bytes = 0;
  socket.on('data', (more: Buffer) => {
    held.push(more);
    bytes += more.byteLength;
    try {
      for (;;) {
        if (held[0].byteLength < 4 && held.length > 1) held = [Buffer.concat(held)];
        if (bytes < 4) return;
        const end = 4 + held[0].readUInt32LE();
        if (end > mostBytes) throw new Error(`a message of ${end} bytes`);
        if (bytes < end) return;
        const whole = Buffer.concat(held);
        held = [whole.subarray(end)];
        bytes -= end;
        hear(deserialize(whole.subarray(4, end)));
      }
    } catch (error) {
      socket.destroy(error as Error);
    }
  });
}
