import { LoamError, toLoamError } from '@/lib/core/errors';
import { loadModel, type LoadedModel } from './load-model';
import { modelSpecSchema, requestSchema, type Answer, type Request } from './protocol';

/** Usage: inference.mjs SPEC – a model spec as JSON; requests and answers go over the channel to the parent. */
class Cancelled extends Error {}

const cancelled = new Set<number>();
let turn: Promise<void> = Promise.resolve();

const send = (answer: Answer): void => void process.send?.(answer);
/** What the process holds: its share of the parent's budget. */
const bytes = (): number => process.memoryUsage.rss();

async function work(model: LoadedModel, request: Exclude<Request, { kind: 'cancel' }>): Promise<Answer> {
  const { id } = request;
  const breathe = async (): Promise<void> => {
    // A run blocks the event loop; this is where a cancellation comes in.
    await new Promise((resolve) => setImmediate(resolve));
    if (cancelled.has(id)) throw new Cancelled();
  };
  const cannot = (what: string) => new LoamError('invalid_input', `This model cannot ${what}. Choose another one.`);
  switch (request.kind) {
    case 'embed': {
      if (!model.embed) throw cannot('embed texts');
      return { kind: 'vectors', id, vectors: await model.embed(request.input.texts, breathe), bytes: bytes() };
    }
    case 'count':
      return { kind: 'counts', id, counts: model.count(request.input.texts), bytes: bytes() };
    case 'score': {
      if (!model.score) throw cannot('score texts');
      return { kind: 'vectors', id, vectors: await model.score(request.input, breathe), bytes: bytes() };
    }
    case 'generate': {
      if (!model.generate) throw cannot('write');
      const generated = await model.generate(request.input, (text) => send({ kind: 'text', id, text }), breathe);
      return { kind: 'generated', id, generated, bytes: bytes() };
    }
    case 'candidates': {
      if (!model.candidates) throw cannot('write');
      return { kind: 'candidates', id, candidates: await model.candidates(request.input, breathe), bytes: bytes() };
    }
  }
}

async function answer(model: LoadedModel, request: Exclude<Request, { kind: 'cancel' }>): Promise<void> {
  const { id } = request;
  try {
    send(await work(model, request));
  } catch (error) {
    if (error instanceof Cancelled) return send({ kind: 'cancelled', id, bytes: bytes() });
    const { code, message } = report(error);
    send({ kind: 'failed', id, code, message, bytes: bytes() });
  } finally {
    cancelled.delete(id);
  }
}

function report(error: unknown): LoamError {
  if (!(error instanceof LoamError)) process.stderr.write(`${(error as Error).stack}\n`);
  return toLoamError(error);
}

process.on('disconnect', () => process.exit(0));
try {
  const model = await loadModel(modelSpecSchema.parse(JSON.parse(process.argv[2])));
  process.on('message', (message) => {
    const request = requestSchema.parse(message);
    if (request.kind === 'cancel') cancelled.add(request.id);
    else turn = turn.then(() => answer(model, request));
  });
  send({ kind: 'ready' });
} catch (error) {
  const { code, message } = report(error);
  process.exitCode = 1;
  process.send?.({ kind: 'refused', code, message } satisfies Answer, () => process.disconnect());
}
