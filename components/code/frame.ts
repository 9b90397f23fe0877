import type { RunnerLanguage } from '@/lib/vocabulary/runners';
import type { FrameFailure, FrameRequest, WorkerFiles, WorkerReply, WorkerRequest } from './protocol';
import { loadRuntime } from './runtime-files';

const readyTimeout = 60_000;

export interface RunningWorker {
  send(request: WorkerRequest): void;
  onReply(listen: (reply: WorkerReply) => void): void;
  onFailure(listen: (message: string) => void): void;
  stop(): void;
}

export interface Frame {
  /** Starts a worker and answers when its interpreter is ready. */
  start(language: RunnerLanguage): Promise<RunningWorker>;
  close(): void;
}

/** Puts the sealed frame into the page; it is removed again by close(). */
export async function openFrame(): Promise<Frame> {
  const element = document.createElement('iframe');
  element.setAttribute('sandbox', 'allow-scripts');
  element.title = 'Runs code';
  element.hidden = true;
  element.src = '/runner/frame.html';
  const loaded = new Promise((resolve) => element.addEventListener('load', resolve, { once: true }));
  document.body.append(element);
  await loaded;

  let lastId = 0;
  const compiled = new Set<string>();
  const failures = new Map<number, (message: string) => void>();
  // The frame's origin is opaque, so no other target than any can be named; what is sent is public code.
  const post = (request: FrameRequest, transfer: Transferable[] = []) => element.contentWindow?.postMessage(request, '*', transfer);
  const hear = ({ source, data }: MessageEvent<FrameFailure>) => {
    if (source === element.contentWindow) failures.get(data.id)?.(data.message);
  };
  addEventListener('message', hear);

  async function start(language: RunnerLanguage): Promise<RunningWorker> {
    const runtime = await loadRuntime(language);
    if (runtime.module && !compiled.has(language)) {
      compiled.add(language);
      post({ type: 'compile', name: language, bytes: runtime.module });
    }
    lastId += 1;
    return open(lastId, runtime.program, runtime.files, runtime.module && language);
  }

  function open(id: number, program: string, files: WorkerFiles, module?: string): Promise<RunningWorker> {
    const { port1: port, port2 } = new MessageChannel();
    const worker: RunningWorker = {
      send: (request) => port.postMessage(request),
      onReply(listen) {
        port.onmessage = ({ data }: MessageEvent<WorkerReply>) => listen(data);
      },
      onFailure: (listen) => failures.set(id, listen),
      stop() {
        post({ type: 'stop', id });
        failures.delete(id);
        port.close();
      },
    };
    return new Promise((resolve, reject) => {
      const fail = (message: string) => {
        clearTimeout(timer);
        worker.stop();
        reject(new Error(message));
      };
      const timer = setTimeout(() => fail('The interpreter could not be loaded in time. Reload the page and try again.'), readyTimeout);
      worker.onFailure(fail);
      worker.onReply((reply) => {
        if (reply.type !== 'ready') return;
        clearTimeout(timer);
        resolve(worker);
      });
      post({ type: 'start', id, program, files, module }, [port2]);
    });
  }

  return {
    start,
    close() {
      removeEventListener('message', hear);
      element.remove();
    },
  };
}
