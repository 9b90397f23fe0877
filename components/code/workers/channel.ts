import type { OutputStream, WorkerReply, WorkerRequest, WorkerStart } from '../protocol';

/** How many writes go out one by one; a program that prints more is sent in batches. */
const writesSentAtOnce = 500;
const batchCharacters = 4096;
const batchMilliseconds = 40;

export interface Output {
  write(stream: OutputStream, text: string): void;
  flush(): void;
}

export type RunCode = (request: WorkerRequest, output: Output) => Promise<'ok' | 'error' | 'memory'>;

function portOutput(post: (reply: WorkerReply) => void): Output {
  let writes = 0;
  let batch = '';
  let batchStream: OutputStream = 'stdout';
  let sentAt = 0;
  const flush = () => {
    if (batch !== '') post({ type: 'output', stream: batchStream, text: batch });
    batch = '';
    sentAt = performance.now();
  };
  return {
    flush,
    write(stream, text) {
      if (stream !== batchStream) flush();
      batchStream = stream;
      batch += text;
      writes += 1;
      if (writes <= writesSentAtOnce || batch.length > batchCharacters || performance.now() - sentAt > batchMilliseconds) flush();
    },
  };
}

/**
 * The frame of every worker: waits for its files, gets the interpreter ready, says so, and runs the one
 * program that the port brings. Nothing of it stays reachable for that program.
 *
 * @param prepare loads the interpreter and returns what runs code in it
 */
export function serve(prepare: (start: WorkerStart) => Promise<RunCode>): void {
  const begin = async (event: MessageEvent<WorkerStart>) => {
    const [port] = event.ports;
    if (!port) return;
    const reply = port.postMessage.bind(port);
    const post = (message: WorkerReply) => reply(message);
    const run = await prepare(event.data);
    const output = portOutput(post);
    port.onmessage = async ({ data }: MessageEvent<WorkerRequest>) => {
      port.onmessage = null;
      const status = await run(data, output).catch((error: unknown) => {
        output.write('stderr', `The interpreter stopped: ${error instanceof Error ? error.message : String(error)}\n`);
        return 'error' as const;
      });
      output.flush();
      post({ type: 'done', status });
    };
    post({ type: 'ready' });
  };
  addEventListener(
    'message',
    (event: MessageEvent<WorkerStart>) => {
      begin(event).catch((error: unknown) =>
        // The frame hears it as an error event and passes it on to the page.
        setTimeout(() => {
          throw error;
        }),
      );
    },
    { once: true },
  );
}
