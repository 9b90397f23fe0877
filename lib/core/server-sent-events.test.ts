import { expect, it } from 'vitest';
import { readEvents, type ServerSentEvent } from './server-sent-events';

const stream = (pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
const collect = async (body: ReadableStream<Uint8Array>): Promise<ServerSentEvent[]> => {
  const events: ServerSentEvent[] = [];
  for await (const event of readEvents(body)) events.push(event);
  return events;
};

it('reads events however the bytes are cut, and passes comments over', async () => {
  const bytes = new TextEncoder().encode(
    ': open\n\nevent: text\ndata: {"text":"naïve – \\n"}\n\nid: 7\nevent: beat\ndata: [1]\n\n: still here\n\n',
  );
  const expected = [
    { event: 'text', data: { text: 'naïve – \n' } },
    { event: 'beat', data: [1] },
  ];
  for (const size of [1, 2, 3, 7, 1000]) {
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
    expect(await collect(stream(pieces))).toEqual(expected);
  }
});

it('drops an event that never ended', async () => {
  expect(await collect(stream([new TextEncoder().encode('event: text\ndata: {"half"')]))).toEqual([]);
});

it('lets go of the body when the reader leaves', async () => {
  let cancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode('event: a\ndata: 1\n\n')),
    cancel: () => void (cancelled = true),
  });
  for await (const { event } of readEvents(body)) {
    expect(event).toBe('a');
    break;
  }
  expect(cancelled).toBe(true);
});
