import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with what it is asked. */
export type Behaviour =
  'answers' | 'fails' | 'redirects' | 'breaks off at once' | 'breaks off in the middle' | 'talks nonsense' | 'sends too few';

export interface OpenAiServer {
  /** For the settings. */
  readonly base: string;
  behaviour: Behaviour;
  readonly asked: { readonly url: string; readonly authorization?: string; readonly body: Record<string, unknown> }[];
  close(): Promise<void>;
}

/** A loopback server that speaks OpenAI's interface as Ollama or llama.cpp do, as far as Loam asks them. */
export async function startOpenAiServer(): Promise<OpenAiServer> {
  const server = createServer((request, response) => {
    void read(request).then((text) => {
      const body = JSON.parse(text) as Record<string, unknown>;
      started.asked.push({ url: request.url ?? '', authorization: request.headers.authorization, body });
      answer(started.behaviour, request.url ?? '', body, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const started: OpenAiServer = {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    behaviour: 'answers',
    asked: [],
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return started;
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text += piece as string;
  return text;
}

function answer(behaviour: Behaviour, url: string, body: Record<string, unknown>, response: ServerResponse): void {
  const json = (status: number, value: unknown, headers: Record<string, string> = {}) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(value));
  };
  if (behaviour === 'fails') return json(500, { error: { message: 'out of\u0007 memory' } });
  if (behaviour === 'redirects') return json(307, {}, { location: 'http://127.0.0.1:9/v1/completions' });
  if (behaviour === 'talks nonsense') return json(200, { hello: 'world' });
  if (url === '/v1/embeddings') {
    const texts = body.input as string[];
    const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: [text.length, 1, 0] }));
    return json(200, {
      object: 'list',
      data: behaviour === 'sends too few' ? data.slice(1) : data.reverse(),
      usage: { prompt_tokens: 11, total_tokens: 11 },
    });
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (value: unknown) => response.write(`data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`);
  if (behaviour === 'breaks off at once') return void response.end();
  for (const [at, text] of ['served', ' from', ' elsewhere'].entries()) {
    send({ id: 'x', object: 'text_completion', choices: [{ index: 0, text, finish_reason: at === 2 ? 'length' : null }] });
    if (behaviour === 'breaks off in the middle') return void response.end();
  }
  send({ id: 'x', choices: [], usage: { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 } });
  send('[DONE]');
  response.end();
}
